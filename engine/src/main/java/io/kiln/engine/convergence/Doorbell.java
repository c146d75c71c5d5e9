package io.kiln.engine.convergence;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where a driver's thread waits until a turn is worth while. */
final class Doorbell {

  /** A new target may come without a wakeup; this is how long it then goes unnoticed. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** A turn that only waits for a call under way comes round no sooner. */
  private static final Duration SHORTEST = Duration.ofMillis(20);

  private final Semaphore rings = new Semaphore(0);
  private final AtomicBoolean look = new AtomicBoolean();

  /** An answer came. */
  void ring() {
    rings.release();
  }

  /** The stack may have another target. */
  void lookAgain() {
    look.set(true);
    rings.release();
  }

  /**
   * Waits for a ring, or so long.
   *
   * @return whether the stack may have another target
   */
  boolean await(Duration atMost) throws InterruptedException {
    Duration longest = atMost.compareTo(LONGEST) > 0 ? LONGEST : atMost;
    Duration pause = longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest;
    boolean rung = rings.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
    rings.drainPermits();
    boolean idle = !rung && pause.equals(LONGEST);
    return look.getAndSet(false) || idle;
  }
}
