package io.kiln.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host with simulated containers whose agent is reached through a tap: what a server asks of it
 * is known. It is announced by this process, since an agent would give its own address.
 */
public final class TappedHost implements AutoCloseable {

  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private final Server server;
  private final String name;
  private final KilnProcess agent;
  private final Tap tap;
  private final Thread heart;

  /** Starts its agent and waits until the server knows it. */
  public TappedHost(Server server, String name) {
    this.server = server;
    this.name = name;
    int port = Server.freePort();
    this.agent =
        KilnProcess.start(
            server.folder().resolve("agent-" + name + ".log"),
            Map.of(),
            List.of(
                "agent",
                "--name",
                name,
                "--listen",
                "127.0.0.1:" + port,
                "--data",
                server.folder().resolve("agent-" + name).toString(),
                "--runtime",
                "simulated"));
    try {
      this.tap = new Tap(URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    announce();
    this.heart = Thread.ofVirtual().start(this::beat);
  }

  /** Method and path of what was asked of the agent so far. */
  public List<String> asked() {
    return tap.asked();
  }

  private void announce() {
    Api.Answer answer =
        server
            .api()
            .call(
                "POST",
                "/v2/hosts",
                Optional.of(
                    Map.of("name", name, "url", tap.url().toString(), "runtime", "simulated")));
    if (answer.status() != 200) {
      throw new AssertionError("host " + name + " is not taken: " + answer);
    }
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(HEARTBEAT);
        announce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    heart.interrupt();
    tap.close();
    agent.close();
  }
}
