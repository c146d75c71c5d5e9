package io.kiln.resources.host;

import io.kiln.hooks.protocol.HostAgent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Agents under guard, each host by itself: a host that is lost slows down no other. */
public final class ResilientHostAgents implements HostAgents {

  private final HostAgents agents;
  private final ResilienceSettings settings;
  private final Executor threads;
  private final Map<String, HostGuard> guards = new ConcurrentHashMap<>();

  /**
   * Guards these agents.
   *
   * @param threads where calls are made; they block, so virtual threads suit
   */
  public ResilientHostAgents(HostAgents agents, ResilienceSettings settings, Executor threads) {
    this.agents = agents;
    this.settings = settings;
    this.threads = threads;
  }

  @Override
  public Optional<HostAgent> agentFor(String host) {
    return agents
        .agentFor(host)
        .map(
            agent ->
                new ResilientHostAgent(
                    agent,
                    guards.computeIfAbsent(host, name -> new HostGuard(name, settings, threads))));
  }
}
