package io.kiln.simulation;

import java.util.Optional;

/** Runs one seed from its first request until nothing is left. */
public final class Simulation {

  /** Longer than any story that goes on at all. */
  private static final int MOST_STEPS = 60_000;

  private Simulation() {}

  /**
   * How a seed ended.
   *
   * @param violation what did not hold, if anything
   */
  public record Outcome(long seed, int steps, Optional<Violation> violation) {}

  /** Runs a seed; nothing outside is touched. */
  public static Outcome run(long seed, Guards guards, Story story) {
    var world = new World(seed, guards, story);
    try {
      world.until(() -> world.users().stream().allMatch(User::isDone), MOST_STEPS);
      new Ending(world).play();
      return new Outcome(seed, world.steps(), Optional.empty());
    } catch (Violation violation) {
      story.tell(() -> "VIOLATION %s: %s".formatted(violation.invariant(), violation.getMessage()));
      story.tell(() -> "the world then:" + world.watch.state());
      return new Outcome(seed, world.steps(), Optional.of(violation));
    }
  }
}
