package io.kiln.it.harness;

import io.kiln.api.contract.CheckedClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Heat's API and Kiln's own, as a test speaks them. */
public final class Api {

  /** No call waits for anything but the database; a slow machine is still faster. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final String PROJECT = "/v1/admin";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI server;
  private final HttpClient http =
      CheckedClient.of(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(5))
              .build());

  Api(URI server) {
    this.server = server;
  }

  /** What came back; the body is a missing node when there was none. */
  public record Answer(int status, JsonNode body) {

    /** Heat's words for what is wrong. */
    public String error() {
      return body.path("error").path("message").asString("");
    }
  }

  /** Calls Heat's API; {@code path} begins after the project. */
  public Answer heat(String method, String path, Optional<Map<String, ?>> body) {
    return call(method, PROJECT + path, body);
  }

  /** Calls any path; throws UncheckedIOException when nobody answers. */
  public Answer call(String method, String path, Optional<Map<String, ?>> body) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(
                method,
                body.<HttpRequest.BodyPublisher>map(
                        json ->
                            HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(json)))
                    .orElseGet(HttpRequest.BodyPublishers::noBody))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), parsed(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for an answer", e);
    }
  }

  private static JsonNode parsed(String body) {
    return body.isBlank() ? JsonNodeFactory.instance.missingNode() : JSON.readTree(body);
  }
}
