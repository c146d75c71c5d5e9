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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent that makes the server's own machine the host {@code local}. It is called directly; it
 * listens too, for workers in other processes.
 */
final class LocalAgent implements AutoCloseable {

  /** What templates call this machine. */
  static final String NAME = "local";

  private static final Logger LOG = LoggerFactory.getLogger(LocalAgent.class);

  /** As often as other agents. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final RunningAgent agent;
  private final HostStatus status;

  private final Thread heartbeat;

  private LocalAgent(RunningAgent agent, HostStatus status, Thread heartbeat) {
    this.agent = agent;
    this.status = status;
    this.heartbeat = heartbeat;
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
    hosts.inside(host(agent, status, clock.instant()), agent.agent());
    Thread heartbeat =
        Thread.ofVirtual()
            .name("kiln-heartbeat")
            .start(() -> beat(hosts, () -> host(agent, status, clock.instant())));
    return new LocalAgent(agent, status, heartbeat);
  }

  private static JoinedHost host(RunningAgent agent, HostStatus status, Instant now) {
    return new JoinedHost(
        NAME,
        Optional.empty(),
        agent.url().toString(),
        "127.0.0.1",
        status.runtime(),
        status.engineVersion(),
        now,
        now);
  }

  /** Tells other processes on the same database that this host is there. */
  private static void beat(HostRegistry hosts, Supplier<JoinedHost> host) {
    try {
      while (true) {
        try {
          hosts.announce(host.get());
        } catch (RuntimeException e) {
          LOG.debug("The heartbeat of {} was not written", NAME, e);
        }
        Thread.sleep(HEARTBEAT);
      }
    } catch (InterruptedException e) {
      LOG.debug("Host {} leaves", NAME);
    }
  }

  HostStatus status() {
    return status;
  }

  @Override
  public void close() {
    heartbeat.interrupt();
    agent.close();
  }
}
