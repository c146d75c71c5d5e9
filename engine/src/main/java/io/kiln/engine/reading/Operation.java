package io.kiln.engine.reading;

import io.kiln.engine.convergence.OperationRecord;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that was begun with a stack, and what has become of it. Nothing but the beginning is
 * stored: the rest is what the stack's own events tell.
 *
 * @param way back, when it failed and the stack goes back by itself
 * @param endedAt when that is known
 * @param reason how it ended, in the stack's words; empty while it runs
 */
public record Operation(
    OperationRecord begun,
    State state,
    Optional<Way> way,
    Optional<Instant> endedAt,
    String reason) {

  /** How far it is. */
  public enum State {
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Something else came first. */
    SUPERSEDED,
    /** Somebody gave it up. */
    CANCELLED
  }

  /** How the way back to the last good revision is. */
  public enum Way {
    RUNNING,
    COMPLETE,
    FAILED
  }

  /**
   * One of the stack's own events after the one that an operation began with.
   *
   * @param asked whether it begins another operation
   */
  public record Own(StackEvent event, boolean asked) {}

  /** So many of the stack's own events tell how an operation ended. */
  public static final int TELLING = 3;

  /** Whether somebody gave it up while it runs. */
  public boolean isCancelling() {
    return state == State.RUNNING && begun.cancelledAt().isPresent();
  }

  /**
   * What has become of an operation.
   *
   * @param after the stack's own events after its first, the oldest first, as many as tell
   * @param stack as it is now: it says how the last operation ended when events are kept no more
   */
  public static Operation of(OperationRecord begun, List<Own> after, Standing stack) {
    if (after.isEmpty()) {
      return stack.status() == Status.IN_PROGRESS
          ? running(begun, Optional.empty())
          : new Operation(
              begun,
              ended(begun, stack.status()),
              Optional.empty(),
              Optional.empty(),
              stack.reason());
    }
    StackEvent first = after.getFirst().event();
    if (first.status() == Status.IN_PROGRESS) {
      return overtaken(begun, first, Optional.empty());
    }
    boolean turns =
        first.status() == Status.FAILED
            && after.size() > 1
            && !after.get(1).asked()
            && after.get(1).event().status() == Status.IN_PROGRESS
            && after.get(1).event().action() == Action.ROLLBACK;
    if (!turns) {
      return new Operation(
          begun,
          ended(begun, first.status()),
          Optional.empty(),
          Optional.of(first.at()),
          first.reason());
    }
    if (after.size() < TELLING) {
      return running(begun, Optional.of(Way.RUNNING));
    }
    StackEvent last = after.get(2).event();
    return switch (last.status()) {
      case IN_PROGRESS -> overtaken(begun, last, Optional.of(Way.FAILED));
      case COMPLETE -> failed(begun, first, last, Way.COMPLETE);
      case FAILED -> failed(begun, first, last, Way.FAILED);
    };
  }

  /** As much of a stack as tells how its last operation ended. */
  public record Standing(Status status, String reason) {
    /** Of a whole record. */
    public static Standing of(StackRecord stack) {
      return new Standing(stack.status(), stack.statusReason());
    }
  }

  private static Operation running(OperationRecord begun, Optional<Way> way) {
    return new Operation(begun, State.RUNNING, way, Optional.empty(), "");
  }

  private static Operation failed(
      OperationRecord begun, StackEvent failure, StackEvent end, Way way) {
    return new Operation(
        begun,
        ended(begun, Status.FAILED),
        Optional.of(way),
        Optional.of(end.at()),
        failure.reason());
  }

  /** To go back from an update that runs is to give it up. */
  private static Operation overtaken(OperationRecord begun, StackEvent by, Optional<Way> way) {
    boolean givenUp = by.action() == Action.ROLLBACK || begun.cancelledAt().isPresent();
    return new Operation(
        begun,
        givenUp ? State.CANCELLED : State.SUPERSEDED,
        way,
        Optional.of(by.at()),
        by.reason());
  }

  private static State ended(OperationRecord begun, Status status) {
    return switch (status) {
      case COMPLETE -> State.SUCCEEDED;
      case FAILED -> begun.cancelledAt().isPresent() ? State.CANCELLED : State.FAILED;
      case IN_PROGRESS -> State.RUNNING;
    };
  }
}
