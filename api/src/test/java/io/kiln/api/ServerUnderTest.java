package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** A server on a port of its own, with a store in memory and a worker, for one test class. */
final class ServerUnderTest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestServer server = TestServer.start();
  private final HttpClient http = CheckedClient.usual();

  String base() {
    return server.base();
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base() + path)).GET().build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** See {@link TestServer#hold}. */
  void hold() {
    server.hold();
  }

  /** See {@link TestServer#release}. */
  void release() {
    server.release();
  }

  /**
   * Makes a stack and waits until it stands.
   *
   * @return its id
   */
  String stack(String project, String name, String body) throws IOException, InterruptedException {
    HttpResponse<String> made = send("POST", "/v1/%s/stacks".formatted(project), body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String shown = "/v2/%s/stacks/%s".formatted(project, name);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!get(shown).body().contains("\"COMPLETE\"")) {
      assertThat(System.nanoTime()).as("the stack settles").isLessThan(deadline);
      Thread.sleep(20);
    }
    return JsonMapper.shared().readTree(made.body()).path("stack").path("id").asString();
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
