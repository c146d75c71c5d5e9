package io.kiln.hooks.protocol;

import java.util.Map;

/**
 * A container as the engine of a host sees it now.
 *
 * @param state the engine's word: created, running, paused, restarting, removing, exited or dead
 * @param exitCode of the last end; 0 if it never ended
 * @param health the word of the engine: none, starting, healthy or unhealthy
 */
public record ObservedContainer(
    String id,
    String name,
    String image,
    String imageId,
    String state,
    int exitCode,
    String health,
    Map<String, String> labels) {

  public ObservedContainer {
    labels = Map.copyOf(labels);
  }

  /** The engine counts it as alive. */
  public boolean isRunning() {
    return state.equals("running");
  }

  /** The value of a label, empty if it has none. */
  public String label(String name) {
    return labels.getOrDefault(name, "");
  }
}
