package io.kiln.simulation;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.simulation.fleet.Thing;
import io.kiln.simulation.template.Blueprint;
import io.kiln.simulation.template.Sketch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What has to come true once nothing goes wrong any more, whatever went wrong before: every stack
 * settles, takes an update, stays as it is when nothing changes, and leaves nothing behind.
 */
final class Ending {

  /** The stack's own time, the time a failure gives its siblings, and the rollback's time. */
  private static final Duration LONGEST = Duration.ofHours(3);

  private static final int MOST_STEPS = 60_000;

  /** What is stuck goes the second time; a stack may have some of that kind. */
  private static final int MOST_TRIES = 5;

  private final World world;

  Ending(World world) {
    this.world = world;
  }

  void play() {
    world.calmDown();
    world.users().forEach(this::settles);
    world.users().forEach(this::takesAnUpdate);
    world.users().forEach(this::goes);
    while (!world.late.isEmpty()) {
      world.deliverLate();
      world.watch.look();
    }
    world.watch.standing().look();
    world.watch.subscriber().catchUp();
    world.watch.foreignThingsStand();
  }

  private void settles(User user) {
    Instant latest = world.now().plus(LONGEST);
    world.until(user::isSettled, MOST_STEPS);
    if (world.now().isAfter(latest)) {
      throw new Violation(Invariant.PROGRESS, "it took longer than " + LONGEST);
    }
    world.watch.subscriber().catchUp();
    world.watch.look();
  }

  private void takesAnUpdate(User user) {
    if (user.stack().isEmpty()) {
      return;
    }
    look(user);
    Blueprint healed = Sketch.healed(user.wanted());
    for (int time = 0; time < MOST_TRIES && (time == 0 || isInherited(user)); time++) {
      user.updateForGood(healed);
      world.watch.asked();
      settles(user);
    }
    completes(user, "an update to something that cannot fail");
    world.watch.forgive(user.stack().orElseThrow().id());
    UUID id = user.stack().orElseThrow().id();
    int writes = world.fleet.writes(id);
    List<ResourceState> rows = world.store.resources(id);
    user.preview(world.sketch.edit(healed));
    user.updateForGood(healed);
    world.watch.asked();
    settles(user);
    completes(user, "an update without a change");
    boolean same = world.fleet.writes(id) == writes && world.store.resources(id).equals(rows);
    if (!same) {
      throw new Violation(Invariant.SILENCE, "an update without a change changed something");
    }
  }

  /**
   * Whether it failed for what was there before: something was made so that it does not go at
   * first, or vanished while it was suspended.
   */
  private static boolean isInherited(User user) {
    StackRecord stack = user.stack().orElseThrow();
    return stack.status() == Status.FAILED
        && (stack.statusReason().endsWith("is stuck")
            || stack.statusReason().endsWith("is not there"));
  }

  /** What vanished behind everybody's back is found by a look. */
  private void look(User user) {
    user.ask(Action.CHECK);
    world.watch.asked();
    settles(user);
  }

  private void goes(User user) {
    for (int time = 0; time < MOST_TRIES && user.stack().isPresent(); time++) {
      user.delete();
      world.watch.asked();
      settles(user);
    }
    if (user.stack().isPresent()) {
      throw new Violation(Invariant.PROGRESS, "the stack cannot be deleted" + world.watch.state());
    }
    for (Thing thing : world.fleet.things()) {
      boolean ours = !thing.tree().isEmpty() && !world.watch.isRetained(thing);
      if (ours && world.users().size() == 1) {
        throw new Violation(Invariant.NO_ORPHAN, thing.id() + " outlives everything");
      }
    }
  }

  private void completes(User user, String what) {
    StackRecord stack = user.stack().orElseThrow();
    if (stack.status() != Status.COMPLETE || stack.action() != Action.UPDATE) {
      throw new Violation(
          Invariant.PROGRESS,
          "%s ended as %s %s: %s%s"
              .formatted(
                  what, stack.action(), stack.status(), stack.statusReason(), world.watch.state()));
    }
  }
}
