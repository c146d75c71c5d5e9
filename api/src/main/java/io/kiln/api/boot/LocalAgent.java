package io.kiln.api.boot;

import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.hosts.JoinedHost;
import io.kiln.hooks.agent.AgentMain;
import io.kiln.hooks.agent.AgentOptions;
import io.kiln.hooks.agent.RunningAgent;
import io.kiln.hooks.protocol.HostStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The agent that makes the server's own machine the host {@code local}. It is called directly; it
 * listens too, for workers in other processes.
 */
final class LocalAgent implements AutoCloseable {

  /** What templates call this machine. */
  static final String NAME = "local";

  private final RunningAgent agent;
  private final HostStatus status;

  private LocalAgent(RunningAgent agent, HostStatus status) {
    this.agent = agent;
    this.status = status;
  }

  /**
   * Starts it: with Docker when an engine answers, simulated otherwise.
   *
   * @throws IOException when its folder cannot be used
   */
  static LocalAgent start(Path data, HostRegistry hosts, InstantSource clock) throws IOException {
    RunningAgent agent =
        AgentMain.run(
            new AgentOptions(
                NAME,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                AgentOptions.RuntimeChoice.AUTO,
                data.resolve("agent"),
                Optional.empty(),
                Optional.empty()));
    HostStatus status = agent.agent().status();
    hosts.inside(NAME, agent.agent());
    Instant now = clock.instant();
    hosts.join(
        new JoinedHost(
            NAME,
            Optional.empty(),
            agent.url().toString(),
            "127.0.0.1",
            status.runtime(),
            status.engineVersion(),
            now,
            now));
    return new LocalAgent(agent, status);
  }

  HostStatus status() {
    return status;
  }

  @Override
  public void close() {
    agent.close();
  }
}
