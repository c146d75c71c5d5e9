package io.kiln.it.harness;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.kiln.hooks.protocol.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An engine as seen past Kiln: what is really there. */
public final class Docker implements AutoCloseable {

  private final DockerClient client;

  public Docker(URI engine) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(engine.toString())
            .build();
    client =
        DockerClientImpl.getInstance(
            config,
            new ZerodepDockerHttpClient.Builder()
                .dockerHost(engine)
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(Duration.ofSeconds(60))
                .maxConnections(64)
                .build());
  }

  /** A container. */
  public record Seen(
      String name, String id, String image, boolean running, Instant startedAt, int exitCode) {}

  /** Something the engine did; {@code container} is the name it had then. */
  public record Happened(Instant at, String action, String container) {}

  /** For calls that are not here. */
  public DockerClient raw() {
    return client;
  }

  /** Whether the engine answers. */
  public boolean answers() {
    try {
      client.pingCmd().exec();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Every container of a stack, running or not, one-shots too, by name. */
  public List<Seen> of(Stack stack) {
    List<Seen> all = new ArrayList<>();
    for (Container container :
        client
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(Map.of(Labels.STACK, stack.id()))
            .exec()) {
      seen(container.getId()).ifPresent(all::add);
    }
    all.sort((a, b) -> a.name().compareTo(b.name()));
    return all;
  }

  /** The ids of all containers, whoever made them. */
  List<String> all() {
    return client.listContainersCmd().withShowAll(true).exec().stream()
        .map(Container::getId)
        .toList();
  }

  private Optional<Seen> seen(String id) {
    try {
      InspectContainerResponse found = client.inspectContainerCmd(id).exec();
      return Optional.of(
          new Seen(
              found.getName().substring(1),
              found.getId(),
              Objects.requireNonNullElse(found.getConfig().getImage(), ""),
              Boolean.TRUE.equals(found.getState().getRunning()),
              Instant.parse(Objects.requireNonNull(found.getState().getStartedAt())),
              Objects.requireNonNullElse(found.getState().getExitCodeLong(), -1L).intValue()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** Removes what a stack has left, so that a failed test leaves nothing. */
  public void removeAll(Stack stack) {
    for (Seen container : of(stack)) {
      remove(container.id());
    }
  }

  /** Removes a container as somebody would who does not know Kiln. */
  public void remove(String id) {
    try {
      client.removeContainerCmd(id).withForce(true).exec();
    } catch (NotFoundException e) {
      // Gone is what was wanted.
    }
  }

  /**
   * What the engine did between two moments of its own, health checks left out: those are its own
   * doing.
   */
  public List<Happened> during(Instant since, Instant until) {
    List<Happened> seen = Collections.synchronizedList(new ArrayList<>());
    try (var events =
        client
            .eventsCmd()
            .withSince(nanos(since))
            .withUntil(nanos(until))
            .exec(
                new ResultCallback.Adapter<Event>() {
                  @Override
                  public void onNext(Event event) {
                    happened(event).ifPresent(seen::add);
                  }
                })) {
      events.awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while reading events", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(seen);
  }

  private static Optional<Happened> happened(Event event) {
    String action = Objects.requireNonNullElse(event.getAction(), "");
    var actor = event.getActor();
    Map<String, String> about =
        actor == null || actor.getAttributes() == null ? Map.of() : actor.getAttributes();
    if (action.startsWith("exec_") || action.startsWith("health_status")) {
      return Optional.empty();
    }
    long nano = Objects.requireNonNullElse(event.getTimeNano(), 0L);
    return Optional.of(
        new Happened(
            Instant.ofEpochSecond(nano / 1_000_000_000, nano % 1_000_000_000),
            action,
            about.getOrDefault("name", "")));
  }

  private static String nanos(Instant at) {
    return "%d.%09d".formatted(at.getEpochSecond(), at.getNano());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
