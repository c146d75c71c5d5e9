package io.kiln.engine.convergence;

import io.kiln.engine.planning.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The calls that one driver makes, in slots of its worker, and their answers. */
public final class StepCalls {

  /**
   * A step that waits for longer no longer counts as at work: it may wait for something that
   * another step brings about, and then nobody would ever go on.
   */
  private static final Duration LONGEST_AT_WORK = Duration.ofSeconds(30);

  private final StepSlots.OfTree slots;
  private final Claim claim;
  private final CallWatch watch;
  private final InstantSource clock;
  private final Runnable signal;
  private final ConcurrentLinkedQueue<StepCall.Answer> answers = new ConcurrentLinkedQueue<>();
  private final Map<UUID, Instant> begun = new HashMap<>();
  private int underway;

  /**
   * The calls of a driver that is to have this claim.
   *
   * @param slots of the worker
   * @param launcher makes them
   * @param signal called when an answer has arrived and a turn is worth while
   */
  public StepCalls(
      Claim claim,
      StepSlots slots,
      Launcher launcher,
      CallWatch watch,
      InstantSource clock,
      Runnable signal) {
    this.claim = claim;
    this.slots = slots.enter(launcher);
    this.watch = watch;
    this.clock = clock;
    this.signal = signal;
  }

  /** Makes it beside the driver, now or when there is a slot. */
  void make(StepCall call) {
    underway++;
    slots.launch(
        call.step().row().id(),
        StepCall.demand(call.step()),
        () -> {
          answers.add(call.make(claim, watch));
          signal.run();
        });
  }

  /** Makes it in this very thread: it takes no time. */
  StepCall.Answer now(StepCall call) {
    return call.make(claim, watch);
  }

  /** The next answer that has arrived. */
  Optional<StepCall.Answer> next() {
    Optional<StepCall.Answer> answer = Optional.ofNullable(answers.poll());
    answer.ifPresent(_ -> underway--);
    return answer;
  }

  /** Whether every call that was asked for is answered, and every answer heard. */
  boolean isIdle() {
    return underway == 0;
  }

  /** A step goes on later. */
  void waits(Step step, Duration askAgainIn) {
    UUID id = step.row().id();
    Instant now = clock.instant();
    Instant since = begun.computeIfAbsent(id, _ -> now);
    boolean listensOnly = step.handler().listens() && StepCall.demand(step).hosts().isEmpty();
    if (listensOnly || now.plus(askAgainIn).isAfter(since.plus(LONGEST_AT_WORK))) {
      over(id);
    }
  }

  /** A step is not at work for now. */
  void over(UUID step) {
    begun.remove(step);
    slots.leave(step);
  }

  /** What has no slot, and why not. */
  List<StepSlots.Queued> queued(int most) {
    return slots.queued(most);
  }

  /** The calls without a slot are not made any more, but for those of some steps. */
  Set<UUID> drop(Set<UUID> butFor) {
    Set<UUID> dropped = slots.drop(butFor);
    underway -= dropped.size();
    return dropped;
  }

  void close() {
    slots.close();
  }
}
