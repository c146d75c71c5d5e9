package io.kiln.hooks.agent.runtime;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kiln.hooks.protocol.ObservedContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers of the engine, with the fields that are looked at (Docker Engine API 1.41 and later). */
sealed interface EngineAnswer {

  /** Of {@code GET /images/NAME/json}. */
  record Image(@JsonProperty("Id") String id) implements EngineAnswer {}

  /** Of {@code GET /containers/NAME/json}. */
  record Inspected(
      @JsonProperty("Id") String id,
      @JsonProperty("Name") String name,
      @JsonProperty("Image") @Nullable String imageId,
      @JsonProperty("RestartCount") int restarts,
      @JsonProperty("State") State state,
      @JsonProperty("Config") Config config)
      implements EngineAnswer {

    Look look() {
      return new Look(
          new ObservedContainer(
              id,
              name.startsWith("/") ? name.substring(1) : name,
              Optional.ofNullable(config.image).orElse(""),
              Optional.ofNullable(imageId).orElse(""),
              Optional.ofNullable(state.status).orElse(""),
              state.exitCode,
              Optional.ofNullable(state.health).map(Health::status).orElse("none"),
              Optional.ofNullable(config.labels).orElse(Map.of())),
          restarts,
          Optional.ofNullable(state.startedAt).map(Instant::parse).orElse(Instant.EPOCH));
    }

    Optional<Duration> grace() {
      return Optional.ofNullable(config.stopTimeout).map(Duration::ofSeconds);
    }
  }

  /** What a container does. */
  record State(
      @JsonProperty("Status") @Nullable String status,
      @JsonProperty("ExitCode") int exitCode,
      @JsonProperty("StartedAt") @Nullable String startedAt,
      @JsonProperty("Health") @Nullable Health health) {}

  /** What the engine's own check says. */
  record Health(@JsonProperty("Status") String status) {}

  /** What a container was made of. */
  record Config(
      @JsonProperty("Image") @Nullable String image,
      @JsonProperty("Labels") @Nullable Map<String, String> labels,
      @JsonProperty("StopTimeout") @Nullable Long stopTimeout) {}
}
