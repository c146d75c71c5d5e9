package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.DockerRuntime;
import io.kiln.hooks.agent.runtime.SimulatedRuntime;
import io.kiln.hooks.protocol.HostStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Starts an agent: {@code kiln agent}. */
public final class AgentMain {

  private AgentMain() {}

  /** Runs an agent until the process is ended; 2 for a wrong command line, 1 if it cannot start. */
  @SuppressWarnings("SystemOut") // The first line of a command is its output, not a log.
  public static void main(String... arguments) throws InterruptedException {
    List<String> words = List.of(arguments);
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(AgentOptions.USAGE);
      return;
    }
    try {
      RunningAgent running = run(AgentOptions.parse(words));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      System.out.println(headline(running));
      Thread.currentThread().join();
    } catch (IllegalArgumentException e) {
      System.err.println("kiln agent: " + e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      System.err.println("kiln agent: cannot start: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Starts an agent in this process.
   *
   * @throws IOException if its folder or address cannot be used
   */
  public static RunningAgent run(AgentOptions options) throws IOException {
    return run(options, AgentPolicy.permissive(options.data()));
  }

  /** As {@link #run(AgentOptions)}, with a policy of the site. */
  public static RunningAgent run(AgentOptions options, AgentPolicy policy) throws IOException {
    Path data = options.data().toAbsolutePath();
    Agent agent =
        new Agent(options.name(), openRuntime(options, data), data, policy, InstantSource.system());
    AgentServer server;
    try {
      server = new AgentServer(agent, options.listen());
    } catch (IOException e) {
      agent.close();
      throw e;
    }
    URI self = URI.create("http://127.0.0.1:" + server.port());
    return new RunningAgent(
        agent,
        server,
        options.server().map(url -> new Registration(agent, url, self, options.role(), token())));
  }

  /** Not an option: every user of a machine sees those. */
  private static Optional<String> token() {
    return Optional.ofNullable(System.getenv("KILN_TOKEN"))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** What the first line of an agent says; a simulated runtime is named loudly. */
  public static String headline(RunningAgent running) {
    HostStatus status = running.agent().status();
    String runtime =
        status.runtime().equals(HostStatus.SIMULATED)
            ? "SIMULATED runtime: no Docker engine, no container really runs"
            : status.trouble().orElse("Docker engine " + status.engineVersion());
    return "agent of host %s on %s (%s)".formatted(status.name(), running.url(), runtime);
  }

  /**
   * The choice is remembered: a host with real containers must not simulate them only because its
   * engine is down when the agent starts.
   */
  private static ContainerRuntime openRuntime(AgentOptions options, Path data) throws IOException {
    DurableFile.createFolder(data);
    URI docker = options.docker().orElseGet(AgentMain::dockerFromEnvironment);
    return switch (options.runtime()) {
      case DOCKER -> remembered(data, new DockerRuntime(docker));
      case SIMULATED -> new SimulatedRuntime(data.resolve("simulated"));
      case AUTO ->
          options.docker().isPresent() || Files.exists(marker(data)) || answers(docker)
              ? remembered(data, new DockerRuntime(docker))
              : new SimulatedRuntime(data.resolve("simulated"));
    };
  }

  private static ContainerRuntime remembered(Path data, ContainerRuntime runtime)
      throws IOException {
    DurableFile.write(marker(data), HostStatus.DOCKER);
    return runtime;
  }

  private static Path marker(Path data) {
    return data.resolve("runtime");
  }

  private static boolean answers(URI docker) {
    try (ContainerRuntime runtime = new DockerRuntime(docker)) {
      runtime.info();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static URI dockerFromEnvironment() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"))
        .filter(host -> !host.isBlank())
        .map(URI::create)
        .orElse(AgentOptions.DEFAULT_SOCKET);
  }
}
