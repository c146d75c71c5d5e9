package io.kiln.hooks.agent.runtime;

import io.kiln.hooks.protocol.ObservedContainer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A container that does not exist, as a simulated engine keeps it.
 *
 * @param files paths of files copied in; their contents are not kept
 */
record SimulatedContainer(
    ObservedContainer seen, List<String> command, Instant startedAt, List<String> files) {

  SimulatedContainer {
    command = List.copyOf(command);
    files = List.copyOf(files);
  }

  SimulatedContainer named(String name) {
    return with(
        new ObservedContainer(
            seen.id(),
            name,
            seen.image(),
            seen.imageId(),
            seen.state(),
            seen.exitCode(),
            seen.health(),
            seen.labels()));
  }

  SimulatedContainer in(String state, int exitCode, String health) {
    return with(
        new ObservedContainer(
            seen.id(),
            seen.name(),
            seen.image(),
            seen.imageId(),
            state,
            exitCode,
            health,
            seen.labels()));
  }

  SimulatedContainer startedAt(Instant at) {
    return new SimulatedContainer(seen, command, at, files);
  }

  SimulatedContainer withFiles(List<String> paths) {
    return new SimulatedContainer(seen, command, startedAt, paths);
  }

  boolean hasLabels(Map<String, String> labels) {
    return seen.labels().entrySet().containsAll(labels.entrySet());
  }

  private SimulatedContainer with(ObservedContainer next) {
    return new SimulatedContainer(next, command, startedAt, files);
  }
}
