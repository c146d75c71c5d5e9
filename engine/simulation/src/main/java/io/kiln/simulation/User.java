package io.kiln.simulation;

import io.kiln.engine.convergence.ActionInProgressException;
import io.kiln.engine.convergence.AdoptionException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.NothingToCancelException;
import io.kiln.engine.convergence.OvertakenRevisionException;
import io.kiln.engine.convergence.ResourceNotFoundException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TooManySnapshotsException;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.simulation.template.Blueprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody who asks things of one stack, at any moment and in any order. */
final class User {
  static final String PROJECT = "p";

  /** Some acts hit the one before in its middle, some find it over. */
  private static final int LONGEST_PAUSE_MILLIS = 30_000;

  /** Some hooks are cleared at once, some wait until the stack's time is over. */
  private static final int CLEARED_SELDOM = 40;

  private final String name;
  private final World world;
  private final Past past;
  private final Calls calls;
  private Blueprint wanted;
  private Instant next;
  private int left;
  private long seen = -1;
  private boolean settled;

  User(String name, World world) {
    this.name = name;
    this.world = world;
    this.calls = new Calls(name, world);
    this.past = new Past(name, world, this::revision);
    this.wanted = world.sketch.draw();
    this.next = world.now();
    this.left = 2 + world.random.nextInt(6);
  }

  void offer(List<Runnable> options) {
    if (left > 0 && !next.isAfter(world.now())) {
      options.add(this::act);
    }
    if (!calls.pending().isEmpty() && (left == 0 || world.random.nextInt(CLEARED_SELDOM) == 0)) {
      options.add(calls::clear);
    }
  }

  Instant next() {
    return left > 0 ? next : Instant.MAX;
  }

  boolean isDone() {
    return left == 0;
  }

  Blueprint wanted() {
    return wanted;
  }

  Optional<StackRecord> stack() {
    return world.store.find(PROJECT, name);
  }

  private void act() {
    left--;
    boolean soon = world.random.nextInt(4) == 0;
    next = world.now().plusMillis(soon ? 0 : world.random.nextInt(LONGEST_PAUSE_MILLIS));
    Optional<StackRecord> stack = stack();
    try {
      if (stack.isEmpty()) {
        begin();
      } else {
        ask(stack.get());
        if (world.faults.atDoor()) {
          world.story.tell(() -> "user: no answer came; they may send it again");
          left++;
        }
      }
    } catch (ActionInProgressException
        | NothingToCancelException
        | OvertakenRevisionException
        | ResourceNotFoundException
        | TooManySnapshotsException
        | AdoptionException e) {
      world.story.tell(() -> "user: is told: " + e.getMessage());
    }
    world.watch.asked();
  }

  private void ask(StackRecord stack) {
    switch (world.random.nextInt(28)) {
      case 0, 1, 2, 3, 4, 5 -> update(world.sketch.edit(wanted));
      case 6 -> update(wanted);
      case 7, 8 -> patch(stack, world.sketch.edit(wanted));
      case 9, 10 -> rollBack();
      case 11 -> cancel();
      case 12, 13 -> ask(Action.SUSPEND);
      case 14 -> ask(Action.RESUME);
      case 15 -> ask(Action.CHECK);
      case 16 -> mark(stack);
      case 17, 18 -> preview(world.sketch.edit(wanted));
      case 19 -> past.snapshot(stack);
      case 20 -> past.restore(stack).ifPresent(this::believe);
      case 21 -> past.goBack(stack).ifPresent(this::believe);
      case 22, 23 -> past.rename(stack).ifPresent(this::believe);
      case 24 -> past.abandon(stack);
      case 25, 26 -> calls.signal();
      default -> delete();
    }
  }

  private void begin() {
    if (past.hasAbandoned() && world.random.nextInt(4) > 0) {
      past.adopt().ifPresent(this::believe);
    } else {
      create(wanted);
    }
  }

  private void believe(Blueprint blueprint) {
    wanted = blueprint;
  }

  void create(Blueprint blueprint) {
    wanted = blueprint;
    world.story.tell(() -> "user: create %s = %s".formatted(name, blueprint));
    world.service.create(PROJECT, name, revision(blueprint));
  }

  private void update(Blueprint blueprint) {
    update(blueprint, revision(blueprint));
  }

  /** An update that nobody rolls back and that may take its time. */
  void updateForGood(Blueprint blueprint) {
    update(blueprint, revision(blueprint, true, Optional.empty()));
  }

  private void update(Blueprint blueprint, NewRevision revision) {
    wanted = blueprint;
    world.story.tell(() -> "user: update %s = %s".formatted(name, blueprint));
    world.service.update(PROJECT, name, revision);
  }

  private void patch(StackRecord stack, Blueprint blueprint) {
    long base = world.random.nextInt(4) == 0 ? 1 : stack.latestRevision();
    world.story.tell(() -> "user: patch %s from revision %d = %s".formatted(name, base, blueprint));
    world.service.update(PROJECT, name, revision(blueprint).madeFrom(base));
    wanted = blueprint;
  }

  private void rollBack() {
    world.story.tell(() -> "user: roll back " + name);
    world.service.rollBack(PROJECT, name);
  }

  private void cancel() {
    world.story.tell(() -> "user: cancel " + name);
    world.service.cancel(PROJECT, name);
  }

  void ask(Action action) {
    world.story.tell(() -> "user: %s %s".formatted(action, name));
    world.service.ask(PROJECT, name, action);
  }

  void delete() {
    world.story.tell(() -> "user: delete " + name);
    world.service.delete(PROJECT, name);
  }

  private void mark(StackRecord stack) {
    List<ResourceState> rows = world.store.resources(stack.id());
    if (!rows.isEmpty()) {
      String path = rows.get(world.random.nextInt(rows.size())).path();
      boolean unhealthy = world.random.nextInt(4) > 0;
      world.story.tell(
          () -> "user: %s is %s".formatted(path, unhealthy ? "broken" : "not broken after all"));
      world.service.mark(PROJECT, name, path, unhealthy, "");
    }
  }

  /** Looks at what an update would do; nothing may come of it. */
  void preview(Blueprint blueprint) {
    StackRecord before = stack().orElseThrow();
    UUID id = before.id();
    List<ResourceState> rows = world.store.resources(id);
    int events = world.store.events(id, 0, Integer.MAX_VALUE).size();
    int writes = world.fleet.writes(id);
    Plan plan = world.service.plan(PROJECT, name, revision(blueprint));
    world.story.tell(() -> "user: preview of %s%n%s".formatted(blueprint, plan));
    world.watch.subscriber().keepsSecrets(plan.toString());
    boolean same =
        stack().equals(Optional.of(before))
            && world.store.resources(id).equals(rows)
            && world.store.events(id, 0, Integer.MAX_VALUE).size() == events
            && world.fleet.writes(id) == writes;
    if (!same) {
      world.watch.report(Invariant.PREVIEW, "a preview changed something");
    }
  }

  boolean isSettled() {
    if (seen != world.watch.commits()) {
      seen = world.watch.commits();
      settled = stack().map(stack -> stack.status() != Status.IN_PROGRESS).orElse(true);
    }
    return settled;
  }

  private NewRevision revision(Blueprint blueprint) {
    Optional<Duration> timeout =
        world.random.nextInt(12) == 0
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(40L + world.random.nextInt(120)));
    return revision(blueprint, world.random.nextBoolean(), timeout);
  }

  private NewRevision revision(
      Blueprint blueprint, boolean disableRollback, Optional<Duration> timeout) {
    return new NewRevision(
        world.blueprints.source(blueprint), disableRollback, timeout, List.of(), "", "somebody");
  }
}
