package io.kiln.api.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the whole log for whoever asks, one reading at a time: who asks meanwhile gets what comes
 * of it. After a long one there is a rest, in which the last verdict is told again; otherwise a few
 * who ask again and again could keep a processor busy with it.
 */
final class Verifications {

  /** What takes less may be done as often as anybody likes. */
  private static final Duration SHORT = Duration.ofMillis(200);

  /** A tenth of a processor. */
  private static final int REST = 9;

  private final AuditStore store;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private Optional<Told> last = Optional.empty();
  private Instant restUntil = Instant.MIN;

  Verifications(AuditStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A verdict.
   *
   * @param at when it was begun to read
   */
  record Told(AuditStore.Verdict verdict, Instant at) {}

  Told verdict() {
    reading.lock();
    try {
      Instant begun = clock.instant();
      if (last.isPresent() && begun.isBefore(restUntil)) {
        return last.get();
      }
      var told = new Told(store.verify(), begun);
      Instant ended = clock.instant();
      Duration took = Duration.between(begun, ended);
      restUntil = took.compareTo(SHORT) < 0 ? Instant.MIN : ended.plus(took.multipliedBy(REST));
      last = Optional.of(told);
      return told;
    } finally {
      reading.unlock();
    }
  }
}
