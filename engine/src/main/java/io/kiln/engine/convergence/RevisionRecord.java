package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a revision besides its texts.
 *
 * @param number counts from 1
 * @param author who asked for it
 * @param outcome how the way to it ended; empty while it is under way, or for good when something
 *     else came first
 * @param settledAt when that was
 * @param trace in which trace it was asked for
 */
public record RevisionRecord(
    long number,
    Origin origin,
    String author,
    Instant createdAt,
    Optional<Status> outcome,
    Optional<Instant> settledAt,
    Optional<TraceParent> trace) {

  /**
   * How many revisions a stack keeps, besides those that it can still be asked to go to by itself:
   * the good one, the target, and those of its snapshots. Enough to find any change of some months
   * in, few enough that a stack that is updated every minute stays small.
   */
  public static final int KEPT = 100;

  /** A revision nobody is on the way to yet. */
  public static RevisionRecord of(long number, NewRevision revision, Instant now) {
    return new RevisionRecord(
        number,
        revision.origin(),
        revision.author(),
        now,
        Optional.empty(),
        Optional.empty(),
        Asking.current().trace());
  }

  /** The same with the end of the way to it. */
  public RevisionRecord settled(Status how, Instant now) {
    return new RevisionRecord(
        number, origin, author, createdAt, Optional.of(how), Optional.of(now), trace);
  }

  /** Whether it was ever reached. */
  public boolean reached() {
    return outcome.filter(how -> how == Status.COMPLETE).isPresent();
  }

  /** Whether an action that ends says how the way to its target's revision ended. */
  public static boolean isSettledBy(Action action) {
    return switch (action) {
      case CREATE, UPDATE, ADOPT, RESTORE -> true;
      case INIT, DELETE, ROLLBACK, SUSPEND, RESUME, CHECK, SNAPSHOT, SIGNAL -> false;
    };
  }

  /**
   * Whether an action that ends says how the way to this target's revision ended. A repair says
   * nothing: the revision was reached before.
   */
  public static boolean isSettledBy(Action action, Target target) {
    return isSettledBy(action) && target.regard() != Target.Regard.REPAIR;
  }

  /** The highest number that goes when a stack's newest is this one; 0 or less when none goes. */
  public static long expired(long latest) {
    return latest - KEPT;
  }
}
