package io.kiln.hooks.protocol;

import java.util.Optional;

/**
 * What a host says about itself.
 *
 * @param runtime {@link #DOCKER} or {@link #SIMULATED}
 * @param engineVersion of the container engine; empty while it does not answer
 * @param liveRestore whether containers outlive a restart of the engine
 * @param memoryBytes of the host
 * @param containers how many containers of ours are there, running or not
 * @param running how many of them run
 * @param operations how many operations are not final
 * @param trouble what hinders the host, such as an engine that does not answer
 */
public record HostStatus(
    String name,
    String runtime,
    String engineVersion,
    boolean liveRestore,
    String agentVersion,
    int cpus,
    long memoryBytes,
    int containers,
    int running,
    int operations,
    Optional<String> trouble) {

  /** Real containers on a Docker engine. */
  public static final String DOCKER = "docker";

  /** No container runs; the agent only behaves as if. */
  public static final String SIMULATED = "simulated";
}
