package io.kiln.resources.host;

import io.kiln.hooks.protocol.HostAgent;
import java.util.Optional;

/** The port through which plugins reach the agents of hosts. */
@FunctionalInterface
public interface HostAgents {

  /** The agent of a host; empty when no host of this name has joined, or it has left for good. */
  Optional<HostAgent> agentFor(String host);
}
