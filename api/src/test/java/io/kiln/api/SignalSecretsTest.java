package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.auth.KnownCallers;
import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Addresses that take signals: who is told of them, and what arrives there. */
class SignalSecretsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SERVER = "0b9a6a52-54a5-4d53-9a3a-4f27cf3a3b11";

  @TempDir private static Path folder = Path.of("");
  private static Optional<TestServer> server = Optional.empty();
  private static HttpClient http = CheckedClient.usual();

  @BeforeAll
  static void start() throws Exception {
    server =
        Optional.of(
            TestServer.start(KnownCallers.of(folder, "ada alpha member", "rea alpha reader")));
    http = CheckedClient.usual();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.ifPresent(TestServer::close);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder as(String user, String path) {
    return HttpRequest.newBuilder(URI.create(server.orElseThrow().base() + "/v1/alpha" + path))
        .header("X-Auth-Token", KnownCallers.token(user));
  }

  private static JsonNode made(String path, String body) throws Exception {
    HttpResponse<String> answer =
        send(
            as("ada", path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return JSON.readTree(answer.body());
  }

  /** Makes a stack, and says its id. */
  private static String stack(String name, String resources) throws Exception {
    String body =
        """
        {"stack_name": "%s", "template":
          {"heat_template_version": "2018-08-31", "resources": {%s}}}
        """
            .formatted(name, resources);
    return made("/stacks", body).path("stack").path("id").asString();
  }

  /** The first answer that has the word: workers take their time. */
  private static String until(String word, String user, String path) throws Exception {
    String body = "";
    for (int i = 0; i < 500 && !body.contains(word); i++) {
      Thread.sleep(20);
      body = send(as(user, path)).body();
    }
    assertThat(body).contains(word);
    return body;
  }

  @Test
  void whoeverMayOnlyReadIsNotToldWhereADeploymentIsSignalled() throws Exception {
    String address =
        "https://kiln.example/v1/x/signal?"
            + TestServer.SIGNED.query(
                "/v1/x/signal", SERVER, Instant.parse("2100-01-01T00:00:00Z"));
    JsonNode config =
        made(
            "/software_configs",
            """
            {"name": "derived", "inputs": [{"name": "deploy_signal_id", "value": "%s"},
                                           {"name": "n", "type": "Number", "value": 3}]}
            """
                .formatted(address));
    String id = config.path("software_config").path("id").asString();
    made(
        "/software_deployments",
        "{\"config_id\": \"%s\", \"server_id\": \"%s\"}".formatted(id, SERVER));
    for (String path :
        List.of("/software_configs/" + id, "/software_deployments/metadata/" + SERVER)) {
      assertThat(send(as("rea", path)).body())
          .contains("\"name\":\"deploy_signal_id\"", "\"value\":\"******\"", "\"value\":3")
          .doesNotContain("signature=");
      assertThat(send(as("ada", path)).body()).contains(address).doesNotContain("******");
    }
  }

  @Test
  void whatIsSignalledArrivesWhateverItIsCalled() throws Exception {
    String stack =
        "/stacks/waits/"
            + stack(
                "waits",
                """
                "h": {"type": "AWS::CloudFormation::WaitConditionHandle"},
                "w": {"type": "AWS::CloudFormation::WaitCondition",
                      "properties": {"Handle": {"get_resource": "h"}, "Timeout": 600}}\
                """);
    until("\"resource_status\":\"CREATE_COMPLETE\"", "ada", stack + "/resources/h");
    HttpResponse<String> heard =
        send(
            as("ada", stack + "/resources/h/signal")
                .header("Content-Type", "application/x-www-form-urlencoded") // as curl --data does
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"Status": "FAILURE", "Reason": "disk is full",
                         "UniqueId": "1", "Data": ""}
                        """)));
    assertThat(heard.statusCode()).as(heard.body()).isEqualTo(200);
    assertThat(until("CREATE_FAILED", "ada", stack)).contains("disk is full");
  }

  @Test
  void aSnapshotNeedsNoBody() throws Exception {
    String id = stack("snaps", "");
    until("CREATE_COMPLETE", "ada", "/stacks/snaps/" + id);
    HttpResponse<String> taken =
        send(
            as("ada", "/stacks/snaps/%s/snapshots".formatted(id))
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
  }
}
