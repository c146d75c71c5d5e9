package io.kiln.simulation;

import io.kiln.engine.convergence.CallWatch;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.StaleClaimException;
import io.kiln.engine.convergence.StepCalls;
import io.kiln.engine.convergence.StepLimits;
import io.kiln.engine.convergence.StepSlots;
import io.kiln.engine.convergence.TreeDriver;
import io.kiln.engine.convergence.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The process of a worker, step by step: what the engine's own Worker does with threads. */
final class Machine {

  /** The worker's own. */
  static final Duration LEASE = Duration.ofSeconds(10);

  /** A second in the worker; seldom enough here that waiting costs little. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

  private static final Duration RENEW_EVERY = LEASE.dividedBy(3);

  private static final Duration IDLE = Duration.ofSeconds(3);

  private static final Duration SHORTEST = Duration.ofMillis(20);

  final String host;
  private final World world;
  private final Trees trees;
  private final List<Driving> driving = new ArrayList<>();
  private final StepLimits limits;
  private StepSlots slots;
  private int life = 1;
  private boolean busy;
  private boolean woken = true;
  private Instant awakeAt;
  private Instant nextLook;
  private Instant nextRenew;
  private boolean dead;

  /** A tree it drives. */
  final class Driving {
    final Claim claim;
    private final TreeDriver driver;
    private boolean rung = true;
    private boolean look;
    private boolean over;
    private Instant due;

    private Driving(Claim claim) {
      this.claim = claim;
      this.due = world.now();
      this.driver =
          new TreeDriver(
              claim,
              trees,
              world.blueprints,
              world.handlers,
              new StepCalls(
                  claim,
                  slots,
                  call -> world.calls.add(new Call(Machine.this, this, call)),
                  CallWatch.NOTHING,
                  world::now,
                  () -> rung = true),
              world::id,
              world::now);
    }

    private boolean isDue() {
      return rung || look || !due.isAfter(world.now());
    }
  }

  /** A call of a handler that is to be made. */
  record Call(Machine machine, Driving driving, Runnable body) {}

  /**
   * @param limits how much it has at work at once
   */
  Machine(String host, World world, StepLimits limits) {
    this.host = host;
    this.world = world;
    this.limits = limits;
    this.slots = new StepSlots(limits);
    this.trees = new FaultyTrees(world, this);
    this.awakeAt = world.now();
    this.nextLook = world.now();
    this.nextRenew = world.now();
  }

  String name() {
    return host + "." + life;
  }

  /** Whether it can do anything now. */
  boolean isUp() {
    return !dead && !busy && !awakeAt.isAfter(world.now());
  }

  boolean isAlive() {
    return !dead && !busy;
  }

  void hint() {
    woken = true;
    driving.forEach(one -> one.look = true);
  }

  /** Offers what it could do now. */
  void offer(List<Runnable> options) {
    Instant now = world.now();
    if (dead && !awakeAt.isAfter(now)) {
      options.add(this::start);
    }
    if (!isUp()) {
      return;
    }
    if (woken || !nextLook.isAfter(now)) {
      options.add(this::claim);
    }
    if (!driving.isEmpty() && !nextRenew.isAfter(now)) {
      options.add(this::renew);
    }
    for (Driving one : driving) {
      if (one.isDue()) {
        options.add(() -> turn(one));
      }
    }
  }

  /** When it could do something by itself. */
  Instant next() {
    if (busy) {
      return Instant.MAX;
    }
    Instant next = dead ? awakeAt : driving.isEmpty() ? nextLook : earlier(nextLook, nextRenew);
    for (Driving one : driving) {
      next = earlier(next, one.due);
    }
    return next.isBefore(awakeAt) ? awakeAt : next;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void start() {
    dead = false;
    life++;
    woken = true;
    world.story.tell(() -> name() + " starts");
  }

  private void claim() {
    woken = false;
    nextLook = world.now().plus(LOOK_EVERY);
    guarded(
        () -> {
          for (Claim claim : trees.claim(name(), limits.trees(), LEASE)) {
            world.story.tell(() -> "%s claims it with fence %d".formatted(name(), claim.fence()));
            try {
              driving.add(new Driving(claim));
            } catch (StaleClaimException e) {
              world.story.tell(() -> name() + ": " + e.getMessage());
            } catch (StoreAway e) {
              world.story.tell(() -> name() + " breaks off: " + e.getMessage());
            }
          }
        });
  }

  private void renew() {
    nextRenew = world.now().plus(RENEW_EVERY);
    guarded(() -> trees.renew(driving.stream().map(one -> one.claim).toList(), LEASE));
  }

  private void turn(Driving one) {
    guarded(
        () -> {
          try {
            turnNow(one);
          } catch (StaleClaimException e) {
            world.story.tell(() -> name() + ": " + e.getMessage());
            end(one);
          } catch (StoreAway e) {
            world.story.tell(() -> name() + " breaks off: " + e.getMessage());
            end(one);
          }
        });
  }

  private void turnNow(Driving one) {
    boolean look = one.look || !one.rung;
    one.rung = false;
    one.look = false;
    if (look) {
      one.driver.lookAgain();
    }
    if (one.driver.turn()) {
      trees.release(one.claim);
      end(one);
      woken = true;
      return;
    }
    Instant earliest = world.now().plus(SHORTEST);
    Instant due = earlier(one.driver.nextTurn(), world.now().plus(IDLE));
    one.due = due.isBefore(earliest) ? earliest : due;
  }

  private void end(Driving one) {
    one.over = true;
    one.driver.close();
    driving.remove(one);
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Crash e) {
      crash(e.where());
    } catch (StoreAway e) {
      world.story.tell(() -> name() + ": " + e.getMessage());
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Violation(Invariant.PROGRESS, name() + " cannot go on: " + e, e);
    }
  }

  /** It dies: nothing that it has not told anybody is left. */
  void crash(String where) {
    world.story.tell(() -> "fault: " + name() + " dies " + where);
    dead = true;
    awakeAt = world.now().plusMillis(world.random.nextInt(15_000));
    driving.forEach(one -> one.over = true);
    driving.clear();
    slots = new StepSlots(limits);
    world.calls.removeIf(call -> call.machine() == this);
  }

  /** It does nothing for a while, and notices nothing of it. */
  void stall(Duration time) {
    awakeAt = world.now().plus(time);
  }

  void busy(boolean inTheMiddle) {
    busy = inTheMiddle;
  }

  void reviveBy(Instant latest) {
    awakeAt = earlier(awakeAt, latest);
  }
}
