package io.kiln.it.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition: looks often, gives up loudly. */
public final class Eventually {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Eventually() {}

  /**
   * Waits until something is there.
   *
   * @param what is waited for, for the message
   * @param seen what there was instead, for the message
   * @throws AssertionError when the time is over
   */
  public static <T> T eventually(
      String what, Duration within, Supplier<Optional<T>> look, Supplier<String> seen) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not within %s: %s; instead: %s".formatted(within, what, seen.get()));
      }
      pause(LOOK_EVERY);
    }
  }

  /** As above, for something that is true or not. */
  public static void until(
      String what, Duration within, BooleanSupplier holds, Supplier<String> seen) {
    eventually(
        what,
        within,
        () -> holds.getAsBoolean() ? Optional.of(Boolean.TRUE) : Optional.empty(),
        seen);
  }

  /** Lets time pass. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
