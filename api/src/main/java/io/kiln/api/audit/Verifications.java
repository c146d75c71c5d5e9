package io.kiln.api.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the whole log for whoever asks, one reading at a time: who asks meanwhile gets what comes
 * of it, and nobody waits for long: a log grows, and so does its reading. After a long one there is
 * a rest, in which the last verdict is told again; otherwise a few who ask again and again could
 * keep a processor busy with it.
 */
final class Verifications {

  /** What takes less may be done as often as anybody likes. */
  private static final Duration SHORT = Duration.ofMillis(200);

  /** A tenth of a processor. */
  private static final int REST = 9;

  private final AuditStore store;
  private final InstantSource clock;
  private final Duration patience;
  private Reading last;

  /**
   * Reads from a store.
   *
   * @param patience how long somebody who asks waits for the end
   */
  Verifications(AuditStore store, InstantSource clock, Duration patience) {
    this.store = store;
    this.clock = clock;
    this.patience = patience;
    this.last = new Reading(Instant.MIN);
    last.end.complete(Instant.MIN);
  }

  /**
   * A verdict.
   *
   * @param whole whether all of the log was read; else it is about what was read so far
   * @param at when it was begun to read
   */
  record Told(AuditStore.Verdict verdict, boolean whole, Instant at) {}

  /** One time through the log; its end is the time until which there is a rest. */
  private static final class Reading {
    private final Instant begun;
    private final CompletableFuture<Instant> end = new CompletableFuture<>();
    private volatile AuditStore.Verdict soFar = AuditStore.Verdict.NOTHING_READ;

    private Reading(Instant begun) {
      this.begun = begun;
    }
  }

  /**
   * What comes of the reading under way, or of a new one.
   *
   * @throws RuntimeException that ended the reading: the next one who asks has another begun
   */
  Told verdict() {
    Reading reading = reading();
    boolean whole = isOver(reading);
    return new Told(reading.soFar, whole, reading.begun);
  }

  private boolean isOver(Reading reading) {
    try {
      reading.end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized Reading reading() {
    Instant now = clock.instant();
    boolean tellable =
        !last.end.isDone()
            || (!last.end.isCompletedExceptionally() && now.isBefore(last.end.join()));
    if (!tellable) {
      var begun = new Reading(now);
      last = begun;
      Thread.ofVirtual().name("audit-verification").start(() -> read(begun));
    }
    return last;
  }

  private void read(Reading reading) {
    try {
      reading.soFar = store.verify(soFar -> reading.soFar = soFar);
      Instant ended = clock.instant();
      Duration took = Duration.between(reading.begun, ended);
      reading.end.complete(
          took.compareTo(SHORT) < 0 ? Instant.MIN : ended.plus(took.multipliedBy(REST)));
    } catch (RuntimeException | Error e) {
      reading.end.completeExceptionally(e); // whoever waits is told
    }
  }
}
