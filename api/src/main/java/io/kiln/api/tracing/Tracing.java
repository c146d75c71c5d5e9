package io.kiln.api.tracing;

import io.kiln.engine.convergence.CallWatch;
import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.convergence.Trees;
import io.kiln.resources.host.HostAgents;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The traces of one process, from requests over traversals and steps to the agents of hosts. */
public final class Tracing implements AutoCloseable {

  private final Spans spans;

  /** Sends spans there. */
  Tracing(Spans spans) {
    this.spans = spans;
  }

  /**
   * Traces that are sent to a collector; without one they are known to log lines, revisions and
   * agents only.
   *
   * @param collector base URL of an OpenTelemetry collector that takes OTLP over HTTP
   * @param process of this name in the collector
   */
  public static Tracing to(Optional<URI> collector, UUID process) {
    return new Tracing(
        collector.<Spans>map(url -> OtlpSpans.to(url, process)).orElse(Spans.NOWHERE));
  }

  /** A worker's store and calls, traced. */
  public record Traced(Trees trees, CallWatch calls) {}

  /** Traces what a worker does with this store. */
  public Traced work(Trees trees) {
    var work = new TracedWork(trees, spans);
    return new Traced(work, work);
  }

  /** Traces calls to these agents. */
  public HostAgents agents(HostAgents agents) {
    return spans.collected() ? new TracedAgents(agents, spans) : agents;
  }

  /**
   * Binds requests to their user and trace.
   *
   * @param user who sent a request
   */
  public Filter requests(Function<HttpServletRequest, String> user) {
    return new RequestTraces(spans, user);
  }

  /** What an agent is told of the call that this thread makes. */
  public static Optional<String> header() {
    return CurrentTrace.place().map(TraceParent::written);
  }

  @Override
  public void close() {
    spans.close();
  }
}
