package io.kiln.engine.convergence;

import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.Status;
import io.kiln.templates.model.Compiler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Claims trees that want driving and drives each on a virtual thread of its own. Any number of
 * workers may share one store: what one leaves when it dies, another claims when the lease has run
 * out.
 */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Worker.class.getName());

  /**
   * How long a dead worker's trees wait for another: short, since renewing costs one statement, and
   * a worker that loses its lease by being slow loses nothing else.
   */
  private static final Duration LEASE = Duration.ofSeconds(3);

  /** Wakeups may be lost; this is how long a tree then waits at most. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How often a tree that our own bug stops is tried before its stack says so. */
  private static final int TRIES = 3;

  /**
   * A project's trees may be so many times as many as there are free places left. One that wants
   * all then gets three quarters, two get three sevenths each, and so on: whoever comes next finds
   * a place, however long what is being driven goes on.
   */
  private static final int GREED = 3;

  private final String name;
  private final Trees trees;
  private final Compiler compiler;
  private final Handlers handlers;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final StepLimits limits;
  private final StepSlots slots;
  private final CallWatch watch;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Claim, Doorbell> driving = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> brokeOff = new ConcurrentHashMap<>();
  private final Semaphore wanted = new Semaphore(1);
  private final AutoCloseable listening;

  /**
   * Starts at once.
   *
   * @param name unique among the workers of one store
   * @param limits how much it has at work at once
   * @param watch sees the calls it makes
   */
  public Worker(
      String name,
      Trees trees,
      Wakeups wakeups,
      Compiler compiler,
      Handlers handlers,
      Supplier<UUID> ids,
      InstantSource clock,
      StepLimits limits,
      CallWatch watch) {
    this.name = name;
    this.trees = trees;
    this.compiler = compiler;
    this.handlers = handlers;
    this.ids = ids;
    this.clock = clock;
    this.limits = limits;
    this.watch = watch;
    this.slots = new StepSlots(limits);
    this.listening = wakeups.listen(this::wake);
    threads.execute(this::claimAll);
    threads.execute(this::renewAll);
  }

  /** How many trees it drives now. */
  public int trees() {
    return driving.size();
  }

  /** Where its steps stand in line; for people who watch. */
  public StepSlots slots() {
    return slots;
  }

  private void wake() {
    wanted.release();
    driving.values().forEach(Doorbell::lookAgain);
  }

  private void claimAll() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        boolean more = true;
        while (more) {
          more = claimSome();
        }
      } catch (Throwable e) { // also of the machine: a worker that stops looking looks healthy
        LOG.log(System.Logger.Level.WARNING, "cannot claim trees, trying again: {0}", e.toString());
      }
      if (!await(wanted, LOOK_EVERY)) {
        return;
      }
    }
  }

  /** Claims a part of what there is room for, since with each tree there is less for a project. */
  private boolean claimSome() {
    int free = limits.trees() - driving.size();
    if (free <= 0) {
      return false;
    }
    int part = Math.ceilDiv(free, 1 + GREED);
    List<Claim> claims = trees.claim(name, part, GREED * free, LEASE);
    for (Claim claim : claims) {
      var bell = new Doorbell();
      driving.put(claim, bell);
      threads.execute(() -> drive(claim, bell));
    }
    return !claims.isEmpty();
  }

  private void renewAll() {
    var heartbeat = new Semaphore(0);
    while (await(heartbeat, LEASE.dividedBy(3))) {
      Set<Claim> held = Set.copyOf(driving.keySet());
      if (held.isEmpty()) {
        continue;
      }
      try {
        trees.renew(held, LEASE);
      } catch (Throwable e) {
        LOG.log(
            System.Logger.Level.WARNING, "cannot renew leases, trying again: {0}", e.toString());
      }
    }
  }

  private void drive(Claim claim, Doorbell bell) {
    try (var driver =
        new TreeDriver(
            claim,
            trees,
            compiler,
            handlers,
            new StepCalls(claim, slots, threads::execute, watch, clock, bell::ring),
            ids,
            clock)) {
      while (!driver.turn()) {
        if (bell.await(Duration.between(clock.instant(), driver.nextTurn()))) {
          driver.lookAgain();
        }
      }
      trees.release(claim);
      brokeOff.remove(claim.stack());
    } catch (StaleClaimException e) {
      LOG.log(System.Logger.Level.INFO, "{0}; it goes on there", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      brokenOff(claim, e);
    } finally {
      driving.remove(claim);
      wanted.release();
    }
  }

  /**
   * A tree that cannot be driven is claimed again when the lease runs out. What the store throws
   * passes by itself; an exception of the JDK's own is a bug of ours that comes again, so that
   * after some tries the stack ends FAILED and says so: it then takes an update or a delete like
   * any other.
   */
  private void brokenOff(Claim claim, Throwable cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        "driving stack " + claim.stack() + " broke off; it is claimed again within " + LEASE,
        cause);
    boolean bug = cause.getClass().getName().startsWith("java.");
    if (!bug || brokeOff.merge(claim.stack(), 1, Integer::sum) < TRIES) {
      return;
    }
    try {
      StackRecord stack = trees.load(claim).stack();
      var failed =
          new TreeChanges.Settled(
              stack.target().action(),
              Status.FAILED,
              "Kiln itself failed (%s); the server's log has the details"
                  .formatted(cause.getClass().getSimpleName()),
              stack.outputs(),
              false);
      trees.commit(
          claim,
          stack.traversal(),
          new TreeChanges(List.of(), Set.of(), List.of(), Optional.of(failed)));
      trees.release(claim);
      brokeOff.remove(claim.stack());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot give up yet, trying again: {0}", e.toString());
    }
  }

  private static boolean await(Semaphore signal, Duration longest) {
    try {
      if (signal.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        signal.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Stops driving; what is under way is found in the rows by whoever claims it next. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "closing the wakeups failed: {0}", e.toString());
    }
    threads.shutdownNow();
    for (Claim claim : driving.keySet()) {
      try {
        trees.release(claim);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.INFO, "the lease of {0} runs out by itself", claim);
      }
    }
  }
}
