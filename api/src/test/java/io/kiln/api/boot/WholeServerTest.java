package io.kiln.api.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.contract.CheckedClient;
import io.kiln.api.metrics.Meters;
import io.kiln.api.tracing.Tracing;
import io.kiln.resources.software.StoredConfig;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server as it ships, on its own PostgreSQL; without an agent, so that no engine is touched.
 */
class WholeServerTest {

  private static final String STACK =
      """
      {"stack_name": "demo", "template": {"heat_template_version": "2018-08-31", "resources":
        {"a": {"type": "OS::Heat::Value", "properties": {"value": 7}}}}}
      """;

  @TempDir Path data;

  @Test
  void whatWasMadeIsThereAfterARestart() throws Exception {
    try (WebServer server = start()) {
      assertThat(send(server, "POST", "/v1/admin/stacks", STACK)).contains("\"id\"");
      String stream = send(server, "GET", "/v2/admin/stacks/demo/events", "");
      assertThat(stream).contains("event: settled").contains("CREATE_COMPLETE");
    }
    try (WebServer server = start()) {
      assertThat(send(server, "GET", "/v1/admin/stacks", "")).contains("CREATE_COMPLETE");
    }
  }

  @Test
  void figuresTellOfStepsQueueLeasesAndRequestsButOfNobodysNames() throws Exception {
    try (WebServer server = start()) {
      send(server, "POST", "/v1/admin/stacks", STACK);
      send(server, "GET", "/v2/admin/stacks/demo/events", "");

      assertThat(send(server, "GET", "/metrics", ""))
          .contains(
              "kiln_steps_total{action=\"CREATE\",status=\"COMPLETE\",type=\"OS::Heat::Value\"}"
                  + " 1.0")
          .contains("kiln_traversals_total{action=\"CREATE\",status=\"COMPLETE\"} 1.0")
          .contains("kiln_leases_claimed_total 1.0")
          .contains("kiln_trees_waiting 0.0")
          .contains("kiln_store_seconds_count{call=\"commit\",outcome=\"ok\"}")
          .contains(
              "kiln_requests_seconds_count{method=\"POST\",route=\"/v1/{project}/stacks\",status=\"201\"}"
                  + " 1")
          .contains("jvm_memory_used_bytes")
          .doesNotContain("demo");
    }
  }

  @Test
  void aSoftwareConfigIsKeptWhole() throws Exception {
    var config =
        new StoredConfig(
            UUID.randomUUID().toString(),
            "admin",
            "demo-cfg",
            "script",
            Value.text("echo hi"),
            List.of(
                new StoredConfig.Input(
                    "who", "String", "whom to greet", Optional.of(Value.text("you")), true)),
            List.of(new StoredConfig.Output("said", "String", "", false)),
            Value.map(Map.of("retries", Value.number(2))),
            Instant.now().truncatedTo(ChronoUnit.MICROS));
    try (var installation =
        Installation.open(
            options(),
            InstantSource.system(),
            UUID::randomUUID,
            new Meters(),
            Tracing.to(Optional.empty(), UUID.randomUUID()))) {
      installation.configs().put(config);

      assertThat(installation.configs().find("admin", config.id())).contains(config);
      assertThat(installation.configs().find("other", config.id())).isEmpty();
    }
  }

  private WebServer start() {
    return WebServer.start(options(), InstantSource.system(), UUID::randomUUID);
  }

  private ServerOptions options() {
    return ServerOptions.parse(List.of("--port", "0", "--data", data.toString(), "--no-agent"));
  }

  private static String send(WebServer server, String method, String path, String body)
      throws Exception {
    try (var http = CheckedClient.usual()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.address() + path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
