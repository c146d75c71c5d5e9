package io.kiln.engine.convergence;

import io.kiln.engine.convergence.TreeChanges.Settled;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Failure;
import io.kiln.engine.planning.Halt;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.Journal;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Step;
import io.kiln.engine.planning.Target;
import io.kiln.engine.planning.Traversal;
import io.kiln.engine.planning.Traversal.Manner;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives one claimed tree: asks its traversal what is ready, stores what is intended, makes the
 * calls, tells the traversal what came of them. It decides nothing about resources. A process may
 * die between any two lines: the next driver finds every intention in the rows and makes the same
 * calls with the same tokens.
 *
 * <p>{@link #turn} is called by one thread at a time; answers may arrive from any thread.
 */
public final class TreeDriver implements AutoCloseable {

  /**
   * How often a step that may succeed later is tried before it counts as failed (Heat's default).
   */
  private static final int ATTEMPTS = 5;

  /** Heat's {@code stack_action_timeout}. */
  static final Duration STACK_TIMEOUT = Duration.ofHours(1);

  /** How long siblings may go on after a failure (Heat's {@code error_wait_time}). */
  private static final Duration GRACE = Duration.ofMinutes(4);

  /** A step that waits says what for, but not more often. */
  private static final Duration TELL_EVERY = Duration.ofSeconds(3);

  /** Enough to spread the cost of a commit, few enough that progress shows. */
  private static final int COMMIT_AT = 5_000;

  /**
   * How long an answer that lets nothing else begin waits to be stored together with others: longer
   * than a forced write to a slow disk, shorter than anybody notices.
   */
  private static final Duration TOGETHER = Duration.ofMillis(40);

  /** Enough to see what the matter is; each is an event. */
  private static final int MOST_TOLD = 10;

  private static final String TIMED_OUT = "Timed out"; // Heat's words
  private static final String STOPPED = "stopped because another resource failed";

  private final Claim claim;
  private final Trees trees;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final StepCalls calls;

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::row));
  private final Map<UUID, Step> steps = new HashMap<>();
  private final Map<UUID, Instant> lastTold = new HashMap<>();
  private Map<UUID, Heard> heard = Map.of();
  private final Tree tree;
  private final Traversal traversal;
  private final Optional<String> unreadable;
  private Optional<Instant> failedAt = Optional.empty();
  private Optional<Instant> storeBy = Optional.empty();
  private Instant queuedToldAt;
  private boolean superseded;

  private record Timer(Instant due, UUID row) {}

  /**
   * @param calls made for this claim; closed with the driver
   * @throws StaleClaimException when the claim was overtaken meanwhile
   */
  public TreeDriver(
      Claim claim,
      Trees trees,
      Compiler compiler,
      Handlers handlers,
      StepCalls calls,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.claim = claim;
    this.trees = trees;
    this.ids = ids;
    this.clock = clock;
    this.calls = calls;
    tree = trees.load(claim);
    var chosen = new Traversals(compiler, handlers, ids, clock, STACK_TIMEOUT).of(tree);
    traversal = chosen.traversal();
    unreadable = chosen.unreadable();
    queuedToldAt = clock.instant();
  }

  /**
   * Does all that can be done now.
   *
   * @return whether this traversal needs no more driving. The stack may have another target by
   *     then: it is claimed anew for that, so that a fence stands for one traversal and an agent
   *     refuses what was asked for an earlier one and arrives late
   * @throws StaleClaimException when another worker took over: nothing more may be done
   */
  public boolean turn() {
    if (tree.stack().status() != Status.IN_PROGRESS) {
      return true;
    }
    for (var answer = calls.next(); answer.isPresent(); answer = calls.next()) {
      hear(answer.get());
    }
    if (superseded) {
      return isLeft();
    }
    expire();
    tellQueued();
    var launches = new ArrayList<Step>(dueSteps());
    gather(launches);
    boolean settled = traversal.isFinished() && calls.isIdle();
    if (launches.isEmpty() && !settled && storesLater()) {
      return false;
    }
    commit(settled ? Optional.of(ending()) : Optional.empty());
    if (superseded || settled) {
      return isLeft();
    }
    launches.forEach(step -> calls.make(callOf(step)));
    return false;
  }

  /** Whether the traversal can be left to another: what has no slot yet is not begun for it. */
  private boolean isLeft() {
    calls.drop(Set.of());
    return calls.isIdle();
  }

  /** Gives back what it has of its worker, however it ended. */
  @Override
  public void close() {
    calls.close();
  }

  /** When a turn is worth while though no answer came. */
  public Instant nextTurn() {
    Optional<Instant> timer = Optional.ofNullable(timers.peek()).map(Timer::due);
    Instant end =
        failedAt.map(since -> since.plus(GRACE)).orElseGet(() -> tree.deadline(STACK_TIMEOUT));
    return Stream.of(timer, traversal.resumesAt(), storeBy, Optional.of(end))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElse(end);
  }

  /**
   * Looks whether the stack has another target by now, and whether what waits for a signal was sent
   * one; a turn follows.
   */
  public void lookAgain() {
    store(changes(Optional.empty()));
    boolean listening =
        traversal.listens() || steps.values().stream().anyMatch(TreeDriver::listens);
    if (listening && !superseded) {
      listen();
    }
  }

  /** Whether what has come in may wait for more of the like. */
  private boolean storesLater() {
    if (calls.isIdle() || traversal.journal().size() == 0) {
      return false;
    }
    Instant now = clock.instant();
    storeBy = Optional.of(storeBy.orElse(now.plus(TOGETHER)));
    return now.isBefore(storeBy.get());
  }

  private static boolean listens(Step step) {
    return step.handler().listens();
  }

  private void listen() {
    Map<UUID, Heard> said = trees.heard(claim);
    if (said.equals(heard)) {
      return;
    }
    heard = said;
    traversal.hear(said);
    List<Timer> waiting = timers.stream().filter(this::waitsForSignals).toList();
    timers.removeAll(waiting);
    waiting.forEach(timer -> timers.add(new Timer(clock.instant(), timer.row())));
  }

  private boolean waitsForSignals(Timer timer) {
    return Optional.ofNullable(steps.get(timer.row())).filter(TreeDriver::listens).isPresent();
  }

  /** Asks the traversal for steps until all that is left has to wait for somebody outside. */
  private void gather(List<Step> launches) {
    for (var ready = traversal.ready();
        !ready.isEmpty() && !superseded;
        ready = traversal.ready()) {
      if (ready.stream().anyMatch(TreeDriver::listens)) {
        listen(); // what was said while nobody listened
      }
      for (Step step : ready) {
        steps.put(step.row().id(), step);
        if (step.handler().local()) {
          hear(calls.now(callOf(step)));
        } else {
          launches.add(step);
        }
      }
      if (traversal.journal().size() > COMMIT_AT) {
        commit(Optional.empty());
      }
    }
  }

  private void hear(StepCall.Answer answer) {
    UUID row = answer.row();
    Step step = steps.get(row);
    if (step == null) {
      calls.over(row);
      return; // given up meanwhile: the row says so already
    }
    switch (answer.progress()) {
      case Progress.Done<Value.MapOf>(String physicalId, Value.MapOf attributes) -> {
        over(row);
        traversal.done(row, physicalId, attributes);
      }
      case Progress.Gone<Value.MapOf>() -> {
        over(row);
        traversal.gone(row);
      }
      case Progress.Waiting<Value.MapOf>(
              Optional<String> physicalId,
              Value checkpoint,
              Duration askAgainIn,
              String doing) -> {
        if (traversal.manner() == Manner.ONE_CALL_EACH) {
          over(row);
          traversal.waiting(row, physicalId, checkpoint, doing, false);
          traversal.gaveUp(row, Halt.aborted(traversal.row(row).action()));
          return;
        }
        traversal.waiting(row, physicalId, checkpoint, doing, isDue(row));
        calls.waits(step, askAgainIn);
        timers.add(new Timer(clock.instant().plus(askAgainIn), row));
      }
      case Progress.Failed<Value.MapOf>(
              Optional<String> physicalId,
              String reason,
              boolean retriable) -> {
        int attempts = traversal.row(row).attempts();
        if (retriable && attempts + 1 < ATTEMPTS && isHopeful()) {
          traversal.tryAgain(row, reason);
          calls.over(row);
          timers.add(new Timer(clock.instant().plus(backOff(attempts)), row));
        } else {
          over(row);
          traversal.failed(row, physicalId, reason);
        }
      }
    }
  }

  private void over(UUID row) {
    steps.remove(row);
    calls.over(row);
  }

  /** Whether a step that failed is worth another try. */
  private boolean isHopeful() {
    return switch (traversal.manner()) {
      case UNTIL_A_FAILURE -> traversal.failures().isEmpty();
      case WHATEVER_FAILS -> true;
      case ONE_CALL_EACH -> false;
    };
  }

  /**
   * Whether people have not heard of a step for a while: what it waits for is worth an event then.
   */
  private boolean isDue(UUID row) {
    Instant now = clock.instant();
    Instant told = lastTold.computeIfAbsent(row, id -> now);
    if (now.isBefore(told.plus(TELL_EVERY))) {
      return false;
    }
    lastTold.put(row, now);
    return true;
  }

  /** 1, 2, 4, 8 seconds. */
  private static Duration backOff(int attempts) {
    return Duration.ofSeconds(1L << attempts);
  }

  private List<Step> dueSteps() {
    var due = new ArrayList<Step>();
    Instant now = clock.instant();
    for (Timer timer = timers.peek();
        timer != null && !timer.due().isAfter(now);
        timer = timers.peek()) {
      timers.poll();
      @Nullable Step step = steps.get(timer.row());
      if (step != null) {
        due.add(step);
      }
    }
    return due;
  }

  private StepCall callOf(Step step) {
    ResourceState row = traversal.row(step.row().id());
    var context =
        StepContext.of(
            tree.stack().identity(),
            traversal.stackOf(row),
            claim.fence(),
            row,
            listens(step) ? traversal.signals(row) : Map.of(),
            tree.stack().target().regard() != Target.Regard.RECORD,
            clock);
    return new StepCall(step, context);
  }

  /**
   * After the stack's time, or some time after a failure, everything that still waits has failed.
   */
  private void expire() {
    Instant now = clock.instant();
    if (failedAt.isEmpty()
        && traversal.manner() == Manner.UNTIL_A_FAILURE
        && !traversal.failures().isEmpty()) {
      failedAt = Optional.of(now);
      giveUpUnbegun();
    }
    boolean late = !now.isBefore(tree.deadline(STACK_TIMEOUT));
    if (!late && failedAt.filter(since -> !now.isBefore(since.plus(GRACE))).isEmpty()) {
      return;
    }
    timers.clear();
    calls.drop(Set.of());
    for (ResourceState row : traversal.underway()) {
      calls.over(row.id());
      if (steps.remove(row.id()) != null) {
        traversal.gaveUp(row.id(), late ? TIMED_OUT : STOPPED);
      }
    }
    traversal.timesUp(late ? TIMED_OUT : STOPPED);
  }

  /** Steps that never got a slot begin no more; one that was at work before goes on. */
  private void giveUpUnbegun() {
    Set<UUID> begun =
        traversal.underway().stream()
            .filter(row -> row.checkpoint().isPresent() || row.attempts() > 0)
            .map(ResourceState::id)
            .collect(Collectors.toSet());
    for (UUID row : calls.drop(begun)) {
      steps.remove(row);
      traversal.gaveUp(row, STOPPED);
    }
  }

  /** Says of steps that have no slot what they wait for: of those that are next. */
  private void tellQueued() {
    Instant now = clock.instant();
    if (now.isBefore(queuedToldAt.plus(TELL_EVERY))) {
      return;
    }
    queuedToldAt = now;
    for (StepSlots.Queued queued : calls.queued(MOST_TOLD)) {
      String others = queued.count() > 1 ? " (with %d others)".formatted(queued.count() - 1) : "";
      traversal.queued(queued.first(), "waits its turn%s: %s".formatted(others, queued.why()));
    }
  }

  private void commit(Optional<Settled> settled) {
    TreeChanges changes = changes(settled);
    if (!changes.isEmpty()) {
      store(changes);
    }
  }

  private TreeChanges changes(Optional<Settled> settled) {
    Journal.Entries entries = traversal.journal().take();
    return new TreeChanges(
        entries.written(),
        entries.removed(),
        entries.announced().stream().map(this::event).toList(),
        settled);
  }

  private void store(TreeChanges changes) {
    storeBy = Optional.empty();
    superseded |=
        trees.commit(claim, tree.stack().traversal(), changes) != tree.stack().traversal();
  }

  private StackEvent event(ResourceState row) {
    return StackEvent.of(row, claim.stack(), ids.get());
  }

  private Settled ending() {
    traversal.conclude();
    Action action = tree.stack().target().action();
    List<Failure> failures = traversal.failures();
    if (unreadable.isPresent()) {
      return new Settled(action, Status.FAILED, unreadable.get(), Value.MapOf.EMPTY, false);
    }
    if (tree.stack().target().halted()) {
      String reason = "Stack %s cancelled".formatted(action); // Heat's words
      return new Settled(action, Status.FAILED, reason, traversal.outputs(), false);
    }
    if (failures.isEmpty()) {
      String reason = "Stack %s completed successfully".formatted(action);
      return new Settled(action, Status.COMPLETE, reason, traversal.outputs(), false);
    }
    String reason =
        traversal.manner() == Manner.WHATEVER_FAILS
            ? failures.stream().map(Failure::described).collect(Collectors.joining("; "))
            : failures.getFirst().described();
    Action failed = failures.getFirst().action();
    reason = "Resource %s failed: %s".formatted(failed, reason);
    // To undo an adoption would delete what was there before.
    boolean rollback =
        !tree.stack().disableRollback()
            && action != Action.ADOPT
            && RevisionRecord.isSettledBy(action)
            && !repairs(tree.stack());
    return new Settled(action, Status.FAILED, reason, traversal.outputs(), rollback);
  }

  /** Whether it only makes again what is there: to go back would be to do the same. */
  private static boolean repairs(StackRecord stack) {
    return stack.target().revision().equals(stack.goodRevision());
  }
}
