package io.kiln.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A real Ironic with nodes of fake hardware, seen past Kiln. */
public final class Ironic {

  /** Where it is: KILN_IRONIC_URL, or the usual port of this machine. */
  public static final URI URL =
      URI.create(
          Objects.requireNonNullElse(System.getenv("KILN_IRONIC_URL"), "http://127.0.0.1:6385"));

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Ironic() {}

  /** The one there is; the test is skipped when there is none. */
  public static Ironic there() {
    var ironic = new Ironic();
    boolean answers;
    try {
      answers = ironic.send("GET", "/v1/nodes?limit=1", Map.of()).statusCode() == 200;
    } catch (UncheckedIOException e) {
      answers = false;
    }
    assumeTrue(answers, "SKIPPED: no Ironic at " + URL + "; set KILN_IRONIC_URL");
    return ironic;
  }

  /** Enrols a node and brings it to available. */
  public String enrol(String name, String resourceClass) {
    String node =
        ok(
                "POST",
                "/v1/nodes",
                Map.of(
                    "name",
                    name,
                    "driver",
                    "fake-hardware",
                    "deploy_interface",
                    "fake",
                    "resource_class",
                    resourceClass))
            .path("uuid")
            .asString();
    ok("PUT", "/v1/nodes/" + node + "/states/provision", Map.of("target", "manage"));
    await(node, "manageable");
    // Only a node whose power is known is given out.
    ok("PUT", "/v1/nodes/" + node + "/states/power", Map.of("target", "power off"));
    Eventually.until(
        "the power of " + node + " is off",
        PATIENCE,
        () -> node(node).path("power_state").asString("").equals("power off"),
        () -> node(node).toString());
    ok("PUT", "/v1/nodes/" + node + "/states/provision", Map.of("target", "provide"));
    await(node, "available");
    return node;
  }

  /** The state of a node. */
  public String state(String node) {
    return node(node).path("provision_state").asString();
  }

  /** All there is to know about a node. */
  public JsonNode node(String node) {
    return ok("GET", "/v1/nodes/" + node, Map.of());
  }

  /** Forgets a node. */
  public void remove(String node) {
    ok("DELETE", "/v1/nodes/" + node, Map.of());
  }

  /** Waits for a state. */
  public void await(String node, String state) {
    Eventually.until(
        node + " is " + state, PATIENCE, () -> state(node).equals(state), () -> state(node));
  }

  private JsonNode ok(String method, String path, Map<String, ?> body) {
    HttpResponse<String> answer = send(method, path, body);
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body().isBlank()
        ? JsonNodeFactory.instance.missingNode()
        : JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String path, Map<String, ?> body) {
    var request =
        HttpRequest.newBuilder(URL.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-OpenStack-Ironic-API-Version", "1.82")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
