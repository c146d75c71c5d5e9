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
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server for the tests of one class, and a client that asks it: a static field with
 * {@code @RegisterExtension}. It runs before the class's own {@code @BeforeAll}.
 */
public final class ServerUnderTest implements BeforeAllCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private record Running(TestServer server, HttpClient http) {}

  private final Callable<TestServer> wanted;
  private Optional<Running> running = Optional.empty();

  /** One that asks nobody who they are. */
  public ServerUnderTest() {
    this(TestServer::start);
  }

  /**
   * Another one.
   *
   * @param wanted starts it, when the class's temporary folders are there
   */
  public ServerUnderTest(Callable<TestServer> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    running = Optional.of(new Running(wanted.call(), CheckedClient.usual()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    running.ifPresent(
        now -> {
          now.http().close();
          now.server().close();
        });
    running = Optional.empty();
  }

  /** The server itself. */
  public TestServer itself() {
    return running.orElseThrow().server();
  }

  /** Where it answers. */
  public String base() {
    return itself().base();
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

  /** Asks this server, or another one. */
  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return running.orElseThrow().http().send(request, HttpResponse.BodyHandlers.ofString());
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
}
