package io.kiln.templates.corpus;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Tries a law with many random numbers. {@code -Dkiln.seed=N} tries the one that a failure named
 * again.
 */
final class Seeds {

  private Seeds() {}

  /** Tries it so many times; each time with a source of chance of its own. */
  static void each(int tries, Consumer<Random> law) {
    Long only = Long.getLong("kiln.seed");
    if (only != null) {
      law.accept(new Random(only));
      return;
    }
    long first = new Random().nextLong(Long.MAX_VALUE / 2);
    for (long seed = first; seed < first + tries; seed++) {
      try {
        law.accept(new Random(seed));
      } catch (RuntimeException | Error failed) {
        throw new AssertionError("again with -Dkiln.seed=%d: %s".formatted(seed, failed), failed);
      }
    }
  }
}
