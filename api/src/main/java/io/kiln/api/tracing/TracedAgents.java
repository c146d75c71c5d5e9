package io.kiln.api.tracing;

import io.kiln.api.tracing.Spans.Kind;
import io.kiln.api.tracing.Spans.Span;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.resources.host.HostAgents;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Agents every call to which is a span; the agent hears of it, as its parent. */
record TracedAgents(HostAgents agents, Spans spans) implements HostAgents {

  @Override
  public Optional<HostAgent> agentFor(String host) {
    return agents.agentFor(host).map(agent -> new Traced(host, agent, spans));
  }

  private record Traced(String host, HostAgent agent, Spans spans) implements HostAgent {

    @Override
    public OperationStatus submit(Operation operation) {
      String work = operation.work().getClass().getSimpleName();
      return spanned("submit", Map.of("kiln.work", work), () -> agent.submit(operation));
    }

    @Override
    public OperationStatus await(String token, Duration patience) {
      return spanned("await", Map.of(), () -> agent.await(token, patience));
    }

    @Override
    public HostStatus status() {
      return spanned("status", Map.of(), agent::status);
    }

    @Override
    public LiveContainer observe(ContainerSpec spec) {
      return spanned("observe", Map.of(), () -> agent.observe(spec));
    }

    @Override
    public Optional<ObservedContainer> find(String idOrName) {
      return spanned("find", Map.of(), () -> agent.find(idOrName));
    }

    private <T> T spanned(String call, Map<String, String> more, Supplier<T> work) {
      Optional<io.kiln.engine.convergence.TraceParent> place = CurrentTrace.place();
      if (place.isEmpty()) {
        return work.get(); // nobody asked in a trace: a look for drift, a check of a host
      }
      var attributes = new java.util.HashMap<>(more);
      attributes.put("kiln.host", host);
      Span span = spans.begin(Kind.CLIENT, "agent " + call, place, attributes);
      Optional<String> failure = Optional.of("failed");
      try {
        T answer = CurrentTrace.at(span.place(), work);
        failure = Optional.empty();
        return answer;
      } catch (RuntimeException e) {
        failure = Optional.of(e.getClass().getSimpleName());
        throw e;
      } finally {
        span.end(failure);
      }
    }
  }
}
