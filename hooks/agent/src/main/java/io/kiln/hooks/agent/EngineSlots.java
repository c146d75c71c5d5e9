package io.kiln.hooks.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * How much is asked of the engine at once.
 *
 * <p>An engine on two processors starts about ten containers a second however many calls it gets;
 * from six on only the latency grows (measured: 0.18 s a start alone, 0.7 s at 8, 1.4 s at 16).
 */
final class EngineSlots {

  /** Creates, starts, stops and removals at once. */
  static final int WRITES = 8;

  /** Downloads at once, as Docker itself has it for layers. */
  static final int PULLS = 3;

  private final Semaphore writes = new Semaphore(WRITES, true);
  private final Semaphore pulls = new Semaphore(PULLS, true);

  <T> T writing(Callable<T> work) throws Exception {
    return within(writes, work);
  }

  <T> T pulling(Callable<T> work) throws Exception {
    return within(pulls, work);
  }

  private static <T> T within(Semaphore slots, Callable<T> work) throws Exception {
    slots.acquire();
    try {
      return work.call();
    } finally {
      slots.release();
    }
  }
}
