package io.kiln.api.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How many refusals are written down one by one. Whoever is not known must not be able to fill a
 * disk with what they are refused: beyond this they are counted, and the next one that is written
 * says how many there were.
 */
final class RefusalBudget {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int most;
  private Instant begun = Instant.MIN;
  private int written;
  private int leftOut;

  /**
   * A budget.
   *
   * @param most in a minute
   */
  RefusalBudget(int most) {
    this.most = most;
  }

  /** How many were left out before this one, when it is to be written; empty when it is not. */
  synchronized OptionalInt next(Instant now) {
    if (begun.equals(Instant.MIN) || !now.isBefore(begun.plus(WINDOW))) {
      begun = now;
      written = 0;
    }
    if (written >= most) {
      leftOut++;
      return OptionalInt.empty();
    }
    written++;
    int before = leftOut;
    leftOut = 0;
    return OptionalInt.of(before);
  }
}
