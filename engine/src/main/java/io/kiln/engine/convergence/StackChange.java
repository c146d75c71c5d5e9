package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Round;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a request or a settling makes of a stack, and the events that tell of it. Pure, so that
 * every store agrees.
 *
 * @param events the stack's own, not numbered yet
 */
public record StackChange(StackRecord stack, List<StackEvent> events) {

  /** The type under which a stack's own events are listed; Heat's. */
  public static final String STACK_TYPE = "OS::Heat::Stack";

  public StackChange {
    events = List.copyOf(events);
  }

  /** A new stack on its way to its first revision. */
  public static StackChange created(
      UUID id, String project, String name, NewRevision first, Instant now, Supplier<UUID> ids) {
    Action action = first.origin().first();
    String reason = started(action);
    var stack =
        new StackRecord(
            id,
            project,
            name,
            Target.revision(action, 1),
            action,
            Status.IN_PROGRESS,
            reason,
            1,
            OptionalLong.empty(),
            1,
            first.disableRollback(),
            first.timeout(),
            first.tags(),
            first.description(),
            Value.MapOf.EMPTY,
            first.author(),
            now,
            Optional.empty(),
            Optional.empty());
    return new StackChange(stack, List.of(event(stack, now, ids)));
  }

  /** A further revision, numbered one higher than the latest, becomes the target. */
  public static StackChange updated(
      StackRecord stack, NewRevision next, Instant now, Supplier<UUID> ids) {
    long revision = stack.latestRevision() + 1;
    var updated =
        new StackRecord(
            stack.id(),
            stack.project(),
            stack.name(),
            stack.target(),
            stack.action(),
            stack.status(),
            stack.statusReason(),
            revision,
            stack.goodRevision(),
            stack.traversal(),
            next.disableRollback(),
            next.timeout(),
            next.tags(),
            next.description(),
            stack.outputs(),
            stack.owner(),
            stack.createdAt(),
            stack.updatedAt(),
            stack.deletedAt());
    Target target = Target.revision(next.origin().further(), revision).regarding(next.regard());
    return retargeted(updated, target, now, ids);
  }

  /** Another target, with a traversal of its own. */
  public static StackChange retargeted(
      StackRecord stack, Target target, Instant now, Supplier<UUID> ids) {
    var turned =
        new StackRecord(
            stack.id(),
            stack.project(),
            stack.name(),
            target,
            target.action(),
            Status.IN_PROGRESS,
            started(target.action()),
            stack.latestRevision(),
            stack.goodRevision(),
            stack.traversal() + 1,
            stack.disableRollback(),
            stack.timeout(),
            stack.tags(),
            stack.description(),
            stack.outputs(),
            stack.owner(),
            stack.createdAt(),
            Optional.of(now),
            stack.deletedAt());
    return new StackChange(turned, List.of(event(turned, now, ids)));
  }

  /**
   * A CHECK, SUSPEND or RESUME of what there is; empty when that was the last thing that happened
   * (Heat's rule; a CHECK is always worth while).
   *
   * @throws ActionInProgressException while the stack is IN_PROGRESS
   */
  public static Optional<StackChange> asked(
      StackRecord stack, Action action, Instant now, Supplier<UUID> ids) {
    if (stack.status() == Status.IN_PROGRESS) {
      throw new ActionInProgressException(stack);
    }
    boolean already =
        action != Action.CHECK && stack.action() == action && stack.status() == Status.COMPLETE;
    return already
        ? Optional.empty()
        : Optional.of(retargeted(stack, new Target(action, stack.target().revision()), now, ids));
  }

  /**
   * A snapshot of what there is.
   *
   * @param taken how many snapshots there are
   * @throws ActionInProgressException while the stack is IN_PROGRESS
   * @throws TooManySnapshotsException when there are enough
   */
  public static StackChange snapshot(
      StackRecord stack, int taken, Instant now, Supplier<UUID> ids) {
    if (stack.status() == Status.IN_PROGRESS) {
      throw new ActionInProgressException(stack);
    }
    if (taken >= SnapshotRecord.MOST) {
      throw new TooManySnapshotsException();
    }
    return retargeted(stack, Target.revision(Action.SNAPSHOT, stack.currentRevision()), now, ids);
  }

  /**
   * The same revision once more, since something beside it changed: a group's size. What is on its
   * way there goes on as it was called, and nobody is told.
   */
  public static StackChange again(StackRecord stack, Instant now, Supplier<UUID> ids) {
    mustBeInterruptible(stack);
    if (stack.status() == Status.IN_PROGRESS) {
      return new StackChange(retargeted(stack, stack.target(), now, ids).stack(), List.of());
    }
    return retargeted(stack, new Target(Action.UPDATE, stack.target().revision()), now, ids);
  }

  /**
   * Whether a stack can go over its revision now.
   *
   * @throws ActionInProgressException while it goes over its rows, is given up or goes away
   */
  static void mustBeInterruptible(StackRecord stack) {
    boolean converging = stack.target().revision().isPresent() && !stack.target().halted();
    if (stack.status() == Status.IN_PROGRESS
        && (!converging || Round.isFor(stack.target().action()))) {
      throw new ActionInProgressException(stack);
    }
  }

  /**
   * The target is given up, in a traversal of its own. Nobody is told before it has ended.
   *
   * @throws NothingToCancelException when the stack is not IN_PROGRESS
   */
  public static StackChange halted(StackRecord stack, Instant now, Supplier<UUID> ids) {
    if (stack.status() != Status.IN_PROGRESS) {
      throw new NothingToCancelException(stack);
    }
    return new StackChange(retargeted(stack, stack.target().halt(), now, ids).stack(), List.of());
  }

  /**
   * The end of a traversal, or its turn into a rollback; see {@link TreeChanges.Settled} for the
   * rules.
   */
  public static StackChange settled(
      StackRecord stack, TreeChanges.Settled settled, Instant now, Supplier<UUID> ids) {
    boolean complete = settled.status() == Status.COMPLETE;
    boolean reached =
        complete && stack.target().revision().isPresent() && !Round.isFor(settled.action());
    boolean deleted = complete && settled.action() == Action.DELETE;
    var ended =
        new StackRecord(
            stack.id(),
            stack.project(),
            stack.name(),
            stack.target(),
            settled.action(),
            settled.status(),
            settled.reason(),
            stack.latestRevision(),
            reached ? stack.target().revision() : stack.goodRevision(),
            stack.traversal(),
            stack.disableRollback(),
            stack.timeout(),
            stack.tags(),
            stack.description(),
            settled.outputs(),
            stack.owner(),
            stack.createdAt(),
            stack.updatedAt(),
            deleted ? Optional.of(now) : Optional.empty());
    StackEvent end = event(ended, now, ids);
    if (!settled.rollback()) {
      return new StackChange(ended, List.of(end));
    }
    StackChange turn =
        retargeted(ended, new Target(Action.ROLLBACK, stack.goodRevision()), now, ids);
    return new StackChange(turn.stack(), List.of(end, turn.events().getFirst()));
  }

  /** Heat's words. */
  private static String started(Action action) {
    return "Stack %s started".formatted(action);
  }

  private static StackEvent event(StackRecord stack, Instant now, Supplier<UUID> ids) {
    return new StackEvent(
        0,
        ids.get(),
        stack.id(),
        "",
        STACK_TYPE,
        Optional.of(stack.id().toString()),
        stack.action(),
        stack.status(),
        stack.statusReason(),
        now);
  }
}
