package io.kiln.engine.planning;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an environment puts in the way of a plan.
 *
 * @param path of the resource
 * @param hook at which it waits until somebody clears it; empty when it fails instead
 * @param reason for people, in Heat's words
 */
public record Obstacle(String path, Optional<String> hook, String reason) {

  /** Everything in the way, in the order in which it is met. */
  static List<Obstacle> of(Walk walk) {
    return Stream.concat(
            walk.intentions.forbidden().stream()
                .map(why -> new Obstacle(why.path(), Optional.empty(), why.reason())),
            walk.breakpoints.noted().stream())
        .toList();
  }
}
