package io.kiln.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands before an HTTP server, hands everything on, and remembers what was asked. */
final class Tap implements AutoCloseable {

  /** Headers that are between two ends of one connection, or that the client sets by itself. */
  private static final Set<String> HOPS =
      Set.of("connection", "content-length", "expect", "host", "http2-settings", "upgrade");

  private final URI behind;
  private final HttpServer front;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  Tap(URI behind) throws IOException {
    this.behind = behind;
    this.front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    front.createContext("/", this::handOn);
    front.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** Method and path of each request so far, in the order they came. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void handOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI asks = exchange.getRequestURI();
      asked.add(exchange.getRequestMethod() + " " + asks.getPath());
      var request =
          HttpRequest.newBuilder(behind.resolve(asks))
              .method(
                  exchange.getRequestMethod(),
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      exchange.getRequestHeaders().entrySet().stream()
          .filter(header -> !HOPS.contains(header.getKey().toLowerCase(Locale.ROOT)))
          .forEach(header -> header.getValue().forEach(v -> request.header(header.getKey(), v)));
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    front.stop(0);
    http.shutdownNow();
  }
}
