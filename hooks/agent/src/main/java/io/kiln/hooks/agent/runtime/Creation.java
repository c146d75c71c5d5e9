package io.kiln.hooks.agent.runtime;

import io.kiln.hooks.protocol.ContainerSpec;
import java.util.Map;

/**
 * A container to be made.
 *
 * @param name on this host, which for a one-shot is not that of the spec
 * @param env the whole environment, that of files included
 * @param labels the user's and ours
 */
public record Creation(
    String name, ContainerSpec spec, Map<String, String> env, Map<String, String> labels) {

  public Creation {
    env = Map.copyOf(env);
    labels = Map.copyOf(labels);
  }

  /** Leaves the values of variables out: they may be secret. */
  @Override
  public String toString() {
    return "Creation[" + name + ", " + spec + "]";
  }
}
