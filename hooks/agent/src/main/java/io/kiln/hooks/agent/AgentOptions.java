package io.kiln.hooks.agent;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an agent is started.
 *
 * @param name of the host
 * @param listen where it serves; port 0 takes a free one
 * @param docker address of the engine; absent means DOCKER_HOST or {@link #DEFAULT_SOCKET}
 * @param runtime which engine to use
 * @param data folder for the agent's memory
 * @param server where the agent registers itself; absent means nowhere
 * @param role of the host
 */
public record AgentOptions(
    String name,
    InetSocketAddress listen,
    Optional<URI> docker,
    RuntimeChoice runtime,
    Path data,
    Optional<URI> server,
    Optional<String> role) {

  /** Where Docker listens unless told otherwise. */
  public static final URI DEFAULT_SOCKET = URI.create("unix:///var/run/docker.sock");

  /** One line for each option. */
  public static final String USAGE =
      """
      usage: kiln agent --name NAME [--listen ADDRESS:PORT] [--data DIR] [--server URL] [--role ROLE]
                        [--docker unix:///PATH] [--runtime auto|docker|simulated]
        --name     of this host, as templates call it
        --listen   loopback address to serve on (127.0.0.1:0, a free port)
        --data     folder for the agent's memory, for this agent alone (.kiln/agent-NAME)
        --server   where to register, such as http://127.0.0.1:8004; with the token in KILN_TOKEN
                   where the server wants to know who asks
        --role     role of this host, such as controller
        --docker   the Docker engine ($DOCKER_HOST, else unix:///var/run/docker.sock)
        --runtime  auto takes Docker if it answers, else simulates containers
      """;

  /** Which engine to use. */
  public enum RuntimeChoice {
    /** What was used before with this data; at first Docker if it answers, else simulated. */
    AUTO,
    DOCKER,
    SIMULATED
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static AgentOptions parse(List<String> arguments) {
    Optional<String> name = value(arguments, "--name");
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!List.of("--name", "--listen", "--docker", "--runtime", "--data", "--server", "--role")
          .contains(arguments.get(i))) {
        throw new IllegalArgumentException("unknown option " + arguments.get(i) + "\n" + USAGE);
      }
    }
    String host =
        name.orElseThrow(() -> new IllegalArgumentException("--name is missing\n" + USAGE));
    if (!host.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "the name of a host is letters, digits, '.', '_' and '-': " + host);
    }
    return new AgentOptions(
        host,
        address(value(arguments, "--listen").orElse("127.0.0.1:0")),
        value(arguments, "--docker").map(URI::create),
        choice(value(arguments, "--runtime").orElse("auto")),
        Path.of(value(arguments, "--data").orElse(".kiln/agent-" + host)),
        value(arguments, "--server").map(URI::create),
        value(arguments, "--role"));
  }

  private static Optional<String> value(List<String> arguments, String option) {
    for (int i = 0; i < arguments.size(); i += 2) {
      if (arguments.get(i).equals(option)) {
        if (i + 1 == arguments.size()) {
          throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
        }
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return new InetSocketAddress(colon < 0 ? "127.0.0.1" : text.substring(0, colon), port);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--listen is ADDRESS:PORT, such as 127.0.0.1:8090, not " + text, e);
    }
  }

  private static RuntimeChoice choice(String text) {
    try {
      return RuntimeChoice.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--runtime is auto, docker or simulated, not " + text, e);
    }
  }
}
