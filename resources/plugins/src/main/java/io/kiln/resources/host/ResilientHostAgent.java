package io.kiln.resources.host;

import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * An agent whose host may be slow, overloaded or gone: calls have a deadline, are repeated a few
 * times with jitter, and are not even made while the host is known not to answer. Whatever goes
 * wrong comes out as {@link io.kiln.hooks.protocol.HostUnreachableException}.
 */
final class ResilientHostAgent implements HostAgent {

  private final HostAgent agent;
  private final HostGuard guard;

  ResilientHostAgent(HostAgent agent, HostGuard guard) {
    this.agent = agent;
    this.guard = guard;
  }

  @Override
  public OperationStatus submit(Operation operation) {
    return guard.call(Duration.ZERO, () -> agent.submit(operation));
  }

  @Override
  public OperationStatus await(String token, Duration patience) {
    Duration waits = patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT;
    return guard.call(waits, () -> agent.await(token, patience));
  }

  @Override
  public HostStatus status() {
    return guard.call(Duration.ZERO, agent::status);
  }

  @Override
  public LiveContainer observe(ContainerSpec spec) {
    return guard.call(Duration.ZERO, () -> agent.observe(spec));
  }

  @Override
  public Optional<ObservedContainer> find(String idOrName) {
    return guard.call(Duration.ZERO, () -> agent.find(idOrName));
  }
}
