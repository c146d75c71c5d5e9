package io.kiln.hooks.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kiln.hooks.agent.runtime.EngineUnavailableException;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HostUnreachableException;
import io.kiln.hooks.protocol.HttpHostAgent;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.UnknownOperationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The agent over HTTP: {@code POST /v1/operations}, {@code GET
 * /v1/operations/{token}?wait=seconds}, {@code GET /v1/status}, {@code GET /v1/containers[/{name}]}
 * and {@code POST /v1/observations}.
 *
 * <p>Binds loopback addresses only: whoever reaches it may run anything on this host.
 */
public final class AgentServer implements AutoCloseable {

  /** A spec with its files is far below; more is a mistake or an attack. */
  static final int LARGEST_BODY = 16 << 20;

  private static final String OPERATIONS = "/v1/operations";
  private static final String CONTAINERS = "/v1/containers";
  private static final Logger log = LoggerFactory.getLogger(AgentServer.class);

  static {
    // Header and body go out as two writes; without this each answer waits for the peer's
    // delayed acknowledgement, about 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Agent agent;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What a request is answered with. */
  private record Answer(int status, Object body) {

    static Answer problem(int status, String detail) {
      return new Answer(status, Map.of("status", status, "detail", detail));
    }
  }

  /**
   * Starts serving an agent, which is not closed with the server.
   *
   * @param address of a loopback interface; port 0 takes a free one
   * @throws IOException if the address is not loopback or cannot be bound
   */
  public AgentServer(Agent agent, InetSocketAddress address) throws IOException {
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IOException(
          address
              + " is not a loopback address, and the agent does not authenticate its callers;"
              + " listen on 127.0.0.1");
    }
    this.agent = agent;
    this.http = HttpServer.create(address, 0);
    http.setExecutor(threads);
    http.createContext("/", this::serve);
    http.start();
  }

  /** The port it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange;
        var trace = LoggedTrace.of(exchange.getRequestHeaders().getFirst(HttpHostAgent.TRACE))) {
      log.debug("{} {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), trace);
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (JacksonException | IllegalArgumentException e) {
        answer = Answer.problem(400, "the request cannot be read: " + cause(e));
      } catch (UnknownOperationException e) {
        answer = Answer.problem(404, String.valueOf(e.getMessage()));
      } catch (EngineUnavailableException | HostUnreachableException e) {
        answer = Answer.problem(503, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        log.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        answer = Answer.problem(500, "the agent failed; its log says more");
      }
      send(exchange, answer);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    // A page in a browser on this host must not be able to talk to the agent.
    if (exchange.getRequestHeaders().containsKey("Origin")) {
      return Answer.problem(403, "browsers are not served here");
    }
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    if (method.equals("POST") && path.equals(OPERATIONS)) {
      return submit(exchange);
    }
    if (method.equals("GET") && path.startsWith(OPERATIONS + "/")) {
      String token =
          URLDecoder.decode(path.substring(OPERATIONS.length() + 1), StandardCharsets.UTF_8);
      return new Answer(200, agent.await(token, patience(exchange)));
    }
    if (method.equals("GET") && path.equals("/v1/status")) {
      return new Answer(200, agent.status());
    }
    if (method.equals("POST") && path.equals("/v1/observations")) {
      return observe(exchange);
    }
    if (method.equals("GET") && path.startsWith(CONTAINERS + "/")) {
      String named =
          URLDecoder.decode(path.substring(CONTAINERS.length() + 1), StandardCharsets.UTF_8);
      Optional<ObservedContainer> found = agent.find(named);
      return found.isPresent()
          ? new Answer(200, found.get())
          : Answer.problem(404, "there is no container " + named);
    }
    if (method.equals("GET") && path.equals(CONTAINERS)) {
      return new Answer(200, agent.containers());
    }
    return Answer.problem(404, "there is no " + method + " " + path);
  }

  private Answer submit(HttpExchange exchange) throws IOException {
    return read(exchange, "an operation", Operation.class, agent::submit);
  }

  private Answer observe(HttpExchange exchange) throws IOException {
    return read(exchange, "the spec of a container", ContainerSpec.class, agent::observe);
  }

  private static <T> Answer read(
      HttpExchange exchange, String what, Class<T> type, Function<T, Object> answer)
      throws IOException {
    String content =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    if (!content.startsWith("application/json")) {
      return Answer.problem(415, "send " + what + " as application/json");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return Answer.problem(413, what + " is at most " + (LARGEST_BODY >> 20) + " MiB");
    }
    return new Answer(200, answer.apply(ProtocolJson.MAPPER.readValue(body, type)));
  }

  private static Duration patience(HttpExchange exchange) {
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    if (!query.startsWith("wait=")) {
      return Duration.ZERO;
    }
    BigDecimal seconds = new BigDecimal(query.substring("wait=".length()));
    if (seconds.signum() < 0) {
      throw new IllegalArgumentException("wait is a number of seconds, 0 or more");
    }
    // Cut down here already, because a larger number of milliseconds may not fit.
    return Duration.ofMillis(
        seconds
            .min(BigDecimal.valueOf(HostAgent.LONGEST_WAIT.toSeconds()))
            .movePointRight(3)
            .longValue());
  }

  /** What was wrong, without the input itself: Jackson's own text may quote secrets. */
  private static String cause(Exception e) {
    if (e instanceof JacksonException json) {
      Throwable inner = json.getCause();
      return inner instanceof IllegalArgumentException
          ? String.valueOf(inner.getMessage())
          : "it is not the JSON of an operation (" + e.getClass().getSimpleName() + ")";
    }
    return String.valueOf(e.getMessage());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = ProtocolJson.MAPPER.writeValueAsBytes(answer.body());
    String type = answer.status() == 200 ? "application/json" : "application/problem+json";
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
