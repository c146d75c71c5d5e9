package io.kiln.resources.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * How a group is to change its size.
 *
 * @param least of a percentage: by so many members at least
 * @param cooldown how long the group is then left alone; the group's own when empty
 */
public record Adjustment(
    Kind kind, int amount, Optional<Integer> least, Optional<Duration> cooldown) {

  /** What the amount means. */
  public enum Kind {
    /** So many more, or fewer. */
    CHANGE_IN_CAPACITY,
    /** So many. */
    EXACT_CAPACITY,
    /** So many percent more, or fewer. */
    PERCENT_CHANGE_IN_CAPACITY
  }
}
