package io.kiln.it.harness;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agent of one more host, in a process of its own. */
public final class AgentProcess implements AutoCloseable {

  private final Server server;
  private final String name;
  private final KilnProcess process;

  private AgentProcess(Server server, String name, KilnProcess process) {
    this.server = server;
    this.name = name;
    this.process = process;
  }

  /**
   * Starts one and waits until it has joined.
   *
   * @param docker its engine; absent means a simulated one
   */
  public static AgentProcess join(
      Server server, String name, Optional<URI> docker, String... options) {
    Path folder = server.folder().resolve("agent-" + name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "agent",
                "--name",
                name,
                "--server",
                server.url().toString(),
                "--data",
                folder.toString(),
                "--runtime",
                docker.isPresent() ? "docker" : "simulated"));
    docker.ifPresent(engine -> arguments.addAll(List.of("--docker", engine.toString())));
    arguments.addAll(List.of(options));
    var agent =
        new AgentProcess(
            server,
            name,
            KilnProcess.start(
                server.folder().resolve("agent-" + name + ".log"), Map.of(), arguments));
    agent.awaitJoined();
    return agent;
  }

  /** The process. */
  public KilnProcess process() {
    return process;
  }

  /** Starts it again on the same memory. */
  public void restart() {
    process.start();
  }

  private void awaitJoined() {
    Eventually.until(
        "host " + name + " has joined",
        Duration.ofSeconds(30),
        () -> server.api().call("GET", "/v2/hosts/" + name, Optional.empty()).status() == 200,
        process::tail);
  }

  @Override
  public void close() {
    process.close();
  }
}
