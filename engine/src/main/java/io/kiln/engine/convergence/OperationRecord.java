package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * That somebody began something with a stack, and who. What became of it is told by the stack's
 * events.
 *
 * @param sequence of the stack's own event that it began with
 * @param revision where it leads; empty when nothing is to be left
 * @param user who asked; {@link Asking#NOBODY} when the engine did by itself
 * @param plan the kept plan that it carries out
 * @param steps how many it takes, when that was worked out before
 * @param cancelledAt when somebody gave it up
 */
public record OperationRecord(
    OperationId id,
    String project,
    String stackName,
    long sequence,
    Kind kind,
    OptionalLong revision,
    String user,
    Optional<TraceParent> trace,
    Optional<UUID> plan,
    OptionalInt steps,
    Instant begunAt,
    Optional<Instant> cancelledAt) {

  /** What is done. */
  public enum Kind {
    CREATE,
    ADOPT,
    UPDATE,
    /** To an earlier revision, or back from an update that was given up. */
    ROLLBACK,
    RESTORE,
    /** What drifted is made again. */
    REPAIR,
    DELETE,
    SUSPEND,
    RESUME,
    CHECK,
    SNAPSHOT
  }

  /**
   * What a change begins; nothing when what runs goes on.
   *
   * @param sequence of the last of its events
   * @param origin of the revision that comes with it
   */
  public static Optional<OperationRecord> begun(
      StackChange change, long sequence, Optional<Origin> origin) {
    boolean begins =
        !change.events().isEmpty() && change.events().getLast().status() == Status.IN_PROGRESS;
    if (!begins) {
      return Optional.empty();
    }
    StackRecord stack = change.stack();
    Asking asking = Asking.current();
    return Optional.of(
        new OperationRecord(
            OperationId.of(stack),
            stack.project(),
            stack.name(),
            sequence,
            kind(stack.target(), origin),
            stack.target().revision(),
            asking.user(),
            asking.trace(),
            asking.errand().plan(),
            asking.errand().steps(),
            change.events().getLast().at(),
            Optional.empty()));
  }

  private static Kind kind(Target target, Optional<Origin> origin) {
    if (target.regard() == Target.Regard.REPAIR) {
      return Kind.REPAIR;
    }
    if (origin.filter(from -> from.kind() == Origin.Kind.ROLLBACK).isPresent()) {
      return Kind.ROLLBACK;
    }
    return kind(target.action());
  }

  private static Kind kind(Action action) {
    return switch (action) {
      case CREATE, INIT -> Kind.CREATE;
      case ADOPT -> Kind.ADOPT;
      case UPDATE, SIGNAL -> Kind.UPDATE;
      case ROLLBACK -> Kind.ROLLBACK;
      case RESTORE -> Kind.RESTORE;
      case DELETE -> Kind.DELETE;
      case SUSPEND -> Kind.SUSPEND;
      case RESUME -> Kind.RESUME;
      case CHECK -> Kind.CHECK;
      case SNAPSHOT -> Kind.SNAPSHOT;
    };
  }

  /** The same, given up. */
  public OperationRecord cancelled(Instant at) {
    return new OperationRecord(
        id,
        project,
        stackName,
        sequence,
        kind,
        revision,
        user,
        trace,
        plan,
        steps,
        begunAt,
        Optional.of(at));
  }
}
