package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.it.harness.Api;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Large real stacks come to the same outputs here as where they were recorded, after their creation
 * and after an update. The recordings are no part of the project: {@code -Dkiln.bodies=DIR} says
 * where they are, otherwise {@code ../shared/corpus} beside the project is looked at.
 */
class RecordedStacksIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  /** The largest takes seconds; a busy machine more. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @RegisterExtension final Site site = Site.simulated();

  @ParameterizedTest
  @ValueSource(strings = {"undercloud", "standalone", "overcloud"})
  void aRecordedStackHasTheOutputsThatWereRecorded(String name) throws IOException {
    Path body = file(name + "-body.json.gz");
    Map<String, Object> wanted = JSON.readValue(read(body), OBJECT);
    wanted.put("timeout_mins", 60);
    Api.Answer made = site.server().api().heat("POST", "/stacks", Optional.of(wanted));
    assertThat(made.status()).as(made.error()).isEqualTo(201);
    String path = "/stacks/%s/%s".formatted(name, made.body().path("stack").path("id").asString());
    assertThat(outputs(path, "CREATE_COMPLETE")).isEqualTo(recorded(name + "-outputs.json.gz"));

    Map<String, Object> changed = JSON.readValue(read(file(name + "-update.json")), OBJECT);
    Map<String, Object> environment =
        new LinkedHashMap<>(JSON.convertValue(wanted.get("environment"), OBJECT));
    Map<String, Object> defaults =
        new LinkedHashMap<>(JSON.convertValue(environment.get("parameter_defaults"), OBJECT));
    defaults.putAll(changed);
    environment.put("parameter_defaults", defaults);
    wanted.put("environment", environment);
    wanted.remove("stack_name");
    Api.Answer taken = site.server().api().heat("PUT", path, Optional.of(wanted));
    assertThat(taken.status()).as(taken.error()).isEqualTo(202);
    assertThat(outputs(path, "UPDATE_COMPLETE"))
        .isEqualTo(recorded(name + "-outputs-updated.json.gz"));
  }

  private Object outputs(String path, String status) {
    Api api = site.server().api();
    Eventually.until(
        path + " is " + status,
        LONGEST,
        () -> {
          JsonNode stack =
              api.heat("GET", path + "?resolve_outputs=False", Optional.empty())
                  .body()
                  .path("stack");
          assertThat(stack.path("stack_status").asString())
              .as(stack.path("stack_status_reason").asString())
              .doesNotEndWith("_FAILED");
          return stack.path("stack_status").asString().equals(status);
        },
        () -> site.server().process().tail());
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (JsonNode output :
        api.heat("GET", path, Optional.empty()).body().path("stack").path("outputs")) {
      outputs.put(
          output.path("output_key").asString(),
          JSON.convertValue(output.path("output_value"), Object.class));
    }
    return masked(outputs);
  }

  private static Object recorded(String file) throws IOException {
    return masked(JSON.readValue(read(file(file)), OBJECT));
  }

  /** Ids and the random end of generated names are each run's own; 1 and 1.0 are one number. */
  private static Object masked(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> masked = new LinkedHashMap<>();
        map.forEach(
            (key, entry) ->
                masked.put(masked(key), Optional.ofNullable(entry).map(RecordedStacksIT::masked)));
        yield masked;
      }
      case List<?> list -> {
        List<Object> masked = new ArrayList<>();
        list.forEach(item -> masked.add(Optional.ofNullable(item).map(RecordedStacksIT::masked)));
        yield masked;
      }
      case String text ->
          text.replaceAll("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "UUID")
              .replaceAll("\\b([A-Za-z][\\w.-]*-)[a-z2-7]{12}\\b", "$1NAME");
      case Number number -> number.doubleValue();
      default -> value;
    };
  }

  private static byte[] read(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static Path file(String name) {
    Path folder =
        Path.of("..").resolve(System.getProperty("kiln.bodies", "../shared/corpus")).normalize();
    Path file = folder.resolve(name);
    assumeTrue(
        Files.isReadable(file),
        "SKIPPED: no recorded stack at " + file.toAbsolutePath() + "; see -Dkiln.bodies=DIR");
    return file;
  }
}
