package io.kiln.engine.convergence;

import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Surroundings;
import io.kiln.templates.model.StackIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Looks at stacks whose drift somebody asked for, and at each from time to time when that is
 * wanted: one stack at a time, by whichever worker takes it.
 */
public final class DriftWatch implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(DriftWatch.class.getName());

  /** A person who asked waits for no longer than this before somebody begins. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  /** Long enough for a part with silent hosts in it; a dead worker's look goes on after it. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  /** So many resources are looked at between two renewals. */
  private static final int PART = 500;

  private final String worker;
  private final Drifts drifts;
  private final Handlers handlers;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final Optional<Duration> every;
  private final Thread thread;

  /**
   * Starts at once.
   *
   * @param worker unique among the workers of one store
   * @param every how often each stack is looked at by itself; empty for never
   */
  public DriftWatch(
      String worker,
      Drifts drifts,
      Handlers handlers,
      Supplier<UUID> ids,
      InstantSource clock,
      Optional<Duration> every) {
    this.worker = worker;
    this.drifts = drifts;
    this.handlers = handlers;
    this.ids = ids;
    this.clock = clock;
    this.every = every;
    this.thread = Thread.ofVirtual().name("drift").start(this::watch);
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      boolean looked = false;
      try {
        looked = turn(worker, drifts, handlers, ids, clock, every);
      } catch (Throwable e) { // also of the machine: a watch that ends looks healthy
        LOG.log(System.Logger.Level.WARNING, "cannot look for drift, trying again", e);
      }
      if (!looked && !pause()) {
        return;
      }
    }
  }

  /** Takes one look, if there is one to take. */
  static boolean turn(
      String worker,
      Drifts drifts,
      Handlers handlers,
      Supplier<UUID> ids,
      InstantSource clock,
      Optional<Duration> every) {
    Optional<DriftTask> task = drifts.claim(worker, LEASE, every);
    if (task.isEmpty()) {
      return false;
    }
    StackRecord stack = task.get().stack();
    var identity = new StackIdentity(stack.project(), stack.name(), stack.id().toString());
    var around = new Surroundings(stack.name(), task.get().rows());
    var lookout = new Lookout(handlers, clock);
    Map<UUID, Drift> looks = new HashMap<>();
    List<ResourceState> all = around.observable(handlers);
    for (int from = 0; from < all.size(); from += PART) {
      if (from > 0 && !drifts.renew(task.get(), LEASE)) {
        return true;
      }
      List<ResourceState> part = all.subList(from, Math.min(all.size(), from + PART));
      looks.putAll(lookout.at(identity, around, part));
    }
    drifts.end(task.get(), DriftFindings.of(task.get(), looks, handlers, clock.instant(), ids));
    return true;
  }

  private static boolean pause() {
    try {
      Thread.sleep(ASK_EVERY);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Ends at once; a look under way is taken by another worker later. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
