package io.kiln.hooks.protocol;

import java.time.Duration;
import java.util.List;

/**
 * How to find out whether a container does its work. The agent runs it itself, quickly, until the
 * container is healthy; the engine runs it for the rest of the container's life.
 *
 * @param test {@code [CMD, word...]} or {@code [CMD-SHELL, text]}
 * @param interval between checks of the engine
 * @param timeout for each check
 * @param retries how many failed checks in a row make the container unhealthy
 * @param startPeriod during which failed checks do not count
 */
public record HealthCheck(
    List<String> test, Duration interval, Duration timeout, int retries, Duration startPeriod) {

  public HealthCheck {
    test = List.copyOf(test);
    boolean shell = test.size() == 2 && test.getFirst().equals("CMD-SHELL");
    boolean direct = test.size() >= 2 && test.getFirst().equals("CMD");
    if (!shell && !direct) {
      throw new IllegalArgumentException(
          "a health check's test is [CMD, word, ...] or [CMD-SHELL, text]");
    }
    // Docker takes no less than a millisecond for interval and timeout.
    if (interval.toMillis() < 1
        || timeout.toMillis() < 1
        || retries < 1
        || startPeriod.isNegative()) {
      throw new IllegalArgumentException(
          "a health check's interval, timeout and retries are above zero");
    }
  }

  /** How long a container may take to become healthy. */
  public Duration patience() {
    return interval.multipliedBy(retries).plus(startPeriod);
  }
}
