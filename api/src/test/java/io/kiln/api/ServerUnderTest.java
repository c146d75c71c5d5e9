package io.kiln.api;

import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A server on a port of its own, with a store in memory and a worker, for one test class. */
final class ServerUnderTest implements AutoCloseable {

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

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
