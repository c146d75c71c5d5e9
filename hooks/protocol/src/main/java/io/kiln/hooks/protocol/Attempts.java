package io.kiln.hooks.protocol;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How long and how often a command may try, and what counts as success.
 *
 * @param timeout for each try, at least a millisecond
 * @param exitCodes the codes that mean success (TripleO's {@code exit_codes})
 * @param retries how many times a failed try is repeated, one second apart
 */
public record Attempts(Duration timeout, Set<Integer> exitCodes, int retries) {

  /** A try that needs more than a day is a service, not a one-shot. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  /** More repeats than this hide a fault instead of passing over it. */
  public static final int MOST_RETRIES = 1000;

  public Attempts {
    exitCodes = sorted(exitCodes);
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "a timeout is between 1 ms and " + LONGEST_TIMEOUT.toHours() + " h, not " + timeout);
    }
    if (exitCodes.isEmpty() || retries < 0 || retries > MOST_RETRIES) {
      throw new IllegalArgumentException(
          "at least one exit code has to mean success, and retries are 0 to " + MOST_RETRIES);
    }
  }

  /** One try that has to end with 0 within {@code timeout}. */
  public static Attempts once(Duration timeout) {
    return new Attempts(timeout, Set.of(0), 0);
  }

  private static SortedSet<Integer> sorted(Collection<Integer> codes) {
    return java.util.Collections.unmodifiableSortedSet(new TreeSet<>(codes));
  }
}
