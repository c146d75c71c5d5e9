package io.kiln.hooks.agent;

import java.net.URI;
import java.util.Optional;

/** An agent that serves, and is registered if it was told where. */
public final class RunningAgent implements AutoCloseable {

  private final Agent agent;
  private final AgentServer server;
  private final Optional<Registration> registration;

  RunningAgent(Agent agent, AgentServer server, Optional<Registration> registration) {
    this.agent = agent;
    this.server = server;
    this.registration = registration;
  }

  /** The agent itself, for callers in this process. */
  public Agent agent() {
    return agent;
  }

  /** Where it is reached. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Stops at once; what is not final goes on at the next start. */
  @Override
  public void close() {
    registration.ifPresent(Registration::close);
    server.close();
    agent.close();
  }
}
