package io.kiln.hooks.protocol;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A host's agent reached over HTTP. One call is one request: nothing is repeated here, whoever
 * wants retries or a circuit breaker puts them around it.
 */
public final class HttpHostAgent implements HostAgent {

  /** W3C Trace Context's header. */
  public static final String TRACE = "traceparent";

  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final URI base;
  private final Duration deadline;
  private final Supplier<Optional<String>> trace;

  /**
   * The client is shared by all hosts so that its connections and threads are.
   *
   * @param base of the agent, such as {@code http://127.0.0.1:8090}
   * @param deadline for each request; a long poll gets its patience on top
   */
  public HttpHostAgent(HttpClient http, URI base, Duration deadline) {
    this(http, base, deadline, Optional::empty);
  }

  /**
   * The same, in traces.
   *
   * @param trace the {@code traceparent} of a call that the present thread makes
   */
  public HttpHostAgent(
      HttpClient http, URI base, Duration deadline, Supplier<Optional<String>> trace) {
    this.http = http;
    this.base = base;
    this.deadline = deadline;
    this.trace = trace;
  }

  @Override
  public OperationStatus submit(Operation operation) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at("/v1/operations"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    ProtocolJson.MAPPER.writeValueAsBytes(operation)));
    return read(send(request, Duration.ZERO), OperationStatus.class);
  }

  @Override
  public OperationStatus await(String token, Duration patience) {
    Duration wait = patience.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : patience;
    String path =
        "/v1/operations/%s?wait=%d.%03d"
            .formatted(
                URLEncoder.encode(token, StandardCharsets.UTF_8),
                wait.toSeconds(),
                wait.toMillisPart());
    HttpResponse<byte[]> response = send(HttpRequest.newBuilder(at(path)).GET(), wait);
    if (response.statusCode() == NOT_FOUND) {
      throw new UnknownOperationException(token);
    }
    return read(response, OperationStatus.class);
  }

  @Override
  public HostStatus status() {
    return read(
        send(HttpRequest.newBuilder(at("/v1/status")).GET(), Duration.ZERO), HostStatus.class);
  }

  @Override
  public LiveContainer observe(ContainerSpec spec) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at("/v1/observations"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    ProtocolJson.MAPPER.writeValueAsBytes(spec)));
    return read(send(request, Duration.ZERO), LiveContainer.class);
  }

  @Override
  public Optional<ObservedContainer> find(String idOrName) {
    String path = "/v1/containers/" + URLEncoder.encode(idOrName, StandardCharsets.UTF_8);
    HttpResponse<byte[]> response = send(HttpRequest.newBuilder(at(path)).GET(), Duration.ZERO);
    return response.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(read(response, ObservedContainer.class));
  }

  /**
   * The containers of ours on the host, running or not.
   *
   * @throws HostUnreachableException if the host, or its engine, did not answer
   */
  public List<ObservedContainer> containers() {
    HttpResponse<byte[]> response =
        send(HttpRequest.newBuilder(at("/v1/containers")).GET(), Duration.ZERO);
    requireOk(response);
    try {
      return ProtocolJson.MAPPER.readValue(response.body(), new TypeReference<>() {});
    } catch (JacksonException e) {
      throw unreadable(response, e);
    }
  }

  private URI at(String path) {
    return base.resolve(path);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder builder, Duration extra) {
    trace.get().ifPresent(parent -> builder.setHeader(TRACE, parent));
    HttpRequest request = builder.timeout(deadline.plus(extra)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new HostUnreachableException(
          "the agent at " + base + " did not answer " + request.method() + ": " + why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostUnreachableException("interrupted while waiting for the agent at " + base, e);
    }
  }

  private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
    requireOk(response);
    try {
      return ProtocolJson.MAPPER.readValue(response.body(), type);
    } catch (JacksonException e) {
      throw unreadable(response, e);
    }
  }

  private void requireOk(HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 != 2) {
      throw new HostUnreachableException(
          "the agent at %s answered %d: %s"
              .formatted(base, response.statusCode(), beginning(response.body())));
    }
  }

  private HostUnreachableException unreadable(HttpResponse<byte[]> response, Exception e) {
    return new HostUnreachableException(
        "the agent at %s answered something else than expected: %s"
            .formatted(base, beginning(response.body())),
        e);
  }

  private static String beginning(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.length() <= 500 ? text : text.substring(0, 500) + "...";
  }
}
