package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.HostUnreachableException;
import io.kiln.hooks.protocol.HttpHostAgent;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.OperationStatus.State;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.UnknownOperationException;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class AgentServerTest {

  private static final Identity WEB = new Identity("s", "cloud", "web", "r");
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir Path data;
  private HttpClient http;
  private RunningAgent running;
  private HttpHostAgent agent;

  @BeforeEach
  void start() throws IOException {
    http = HttpClient.newHttpClient();
    running = AgentMain.run(options());
    agent = new HttpHostAgent(http, running.url(), DEADLINE);
  }

  @AfterEach
  void stop() {
    running.close();
    http.shutdownNow();
  }

  @Test
  void workIsHandedOverAndAskedAboutOverHttp() {
    OperationStatus status = agent.submit(new Operation("a/b?c#d%", new Fence("tree", 1), apply()));
    while (!status.isFinal()) {
      status = agent.await("a/b?c#d%", Duration.ofSeconds(5));
    }
    assertThat(status.state()).isEqualTo(State.DONE);
    assertThat(agent.containers()).extracting(ObservedContainer::name).containsExactly("web");
    assertThat(agent.status())
        .matches(seen -> seen.name().equals("h1"))
        .matches(seen -> seen.runtime().equals(HostStatus.SIMULATED))
        .matches(seen -> seen.containers() == 1);
  }

  @Test
  void aTokenNobodyHandedOverIsUnknown() {
    assertThatThrownBy(() -> agent.await("nobody", Duration.ZERO))
        .isInstanceOf(UnknownOperationException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void anAgentThatIsNotThereIsUnreachable() {
    URI url = running.url();
    running.close();
    assertThatThrownBy(() -> agent.status())
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContaining(url.toString());
  }

  @Test
  void aLongPollEndsWithItsPatience() {
    agent.submit(
        new Operation(
            "slow",
            new Fence("tree", 1),
            new Work.RunOnce(
                "sync",
                spec().withProcess(ContainerProcess.running("sleep", "60")),
                io.kiln.hooks.protocol.Attempts.once(Duration.ofHours(1)))));
    OperationStatus status = agent.await("slow", Duration.ofMillis(1500));
    assertThat(status.state()).isEqualTo(State.RUNNING);
    agent.submit(
        new Operation("remove", new Fence("tree", 2), new Work.RemoveContainer(WEB, "web", false)));
  }

  @Test
  void whatCannotBeReadIsAnsweredWithoutQuotingIt() throws Exception {
    String secret =
        ProtocolJson.MAPPER
            .writeValueAsString(new Operation("t", new Fence("tree", 1), apply()))
            .replace("\"number\":1", "\"number\":\"hunter2\"");
    assertThat(post(secret, "application/json"))
        .matches(response -> response.statusCode() == 400)
        .matches(response -> !response.body().contains("hunter2"));
    assertThat(post("{", "application/json").statusCode()).isEqualTo(400);
    assertThat(post("{}", "application/json").statusCode()).isEqualTo(400);
    assertThat(post("{}", "text/plain").statusCode()).isEqualTo(415);
    assertThat(get("/v1/operations/x?wait=-1").statusCode()).isEqualTo(400);
    assertThat(get("/v1/operations/x?wait=abc").statusCode()).isEqualTo(400);
    assertThat(get("/v2").statusCode()).isEqualTo(404);
  }

  @Test
  void aPageInABrowserIsNotServed() throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(running.url().resolve("/v1/status"))
                .header("Origin", "http://elsewhere")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void anAddressThatOthersReachIsRefused() {
    assertThatThrownBy(() -> new AgentServer(running.agent(), new InetSocketAddress("0.0.0.0", 0)))
        .hasMessageContaining("listen on 127.0.0.1");
  }

  @Test
  void theAgentAnnouncesItselfUntilTheServerTakesItAndThenAgain() throws Exception {
    BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v2/hosts",
        exchange -> {
          calls.add(
              new String(
                  exchange.getRequestBody().readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8));
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Auth-Token")));
          exchange.sendResponseHeaders(calls.size() == 1 ? 500 : 200, -1);
          exchange.close();
        });
    server.start();
    try (Registration registration =
        new Registration(
            running.agent(),
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            running.url(),
            java.util.Optional.of("controller"),
            java.util.Optional.of("sesame"))) {
      String first = calls.poll(10, TimeUnit.SECONDS);
      String second = calls.poll(10, TimeUnit.SECONDS);
      assertThat(first).isNotNull().isEqualTo(second);
      JsonNode body = ProtocolJson.MAPPER.readTree(first);
      assertThat(body.path("name").asString()).isEqualTo("h1");
      assertThat(body.path("url").asString()).isEqualTo(running.url().toString());
      assertThat(body.path("role").asString()).isEqualTo("controller");
      assertThat(body.path("runtime").asString()).isEqualTo("simulated");
      assertThat(tokens.poll(10, TimeUnit.SECONDS)).isEqualTo("sesame");
      assertThat(registration).isNotNull();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theFirstLineSaysThatContainersAreSimulated() {
    assertThat(AgentMain.headline(running)).contains("SIMULATED", "h1", running.url().toString());
  }

  @Test
  void aWrongCommandLineSaysWhatIsWrong() {
    assertThatThrownBy(() -> AgentOptions.parse(List.of()))
        .hasMessageContaining("--name is missing");
    assertThatThrownBy(() -> AgentOptions.parse(List.of("--nam", "x")))
        .hasMessageContaining("unknown option --nam");
    assertThatThrownBy(() -> AgentOptions.parse(List.of("--name", "x", "--listen", "y")))
        .hasMessageContaining("ADDRESS:PORT");
    assertThatThrownBy(() -> AgentOptions.parse(List.of("--name", "../x")))
        .hasMessageContaining("name of a host");
  }

  private AgentOptions options() {
    return AgentOptions.parse(
        List.of("--name", "h1", "--runtime", "simulated", "--data", data.resolve("a").toString()));
  }

  private HttpResponse<String> post(String body, String type) throws Exception {
    return http.send(
        HttpRequest.newBuilder(running.url().resolve("/v1/operations"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(running.url().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Work apply() {
    return new Work.ApplyContainer(spec());
  }

  private static ContainerSpec spec() {
    return ContainerSpec.of(WEB, "web", "web:1").withImage("web:1", ImagePull.MISSING);
  }
}
