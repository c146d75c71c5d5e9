package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.changes;
import static io.kiln.engine.convergence.StoreSamples.revision;
import static io.kiln.engine.convergence.StoreSamples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.DriftPolicy;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store promises about looks at what stacks made. */
public abstract class DriftContract {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123456Z");

  protected abstract Trees trees();

  protected abstract Stacks stacks();

  /** Drift of the same stacks. */
  protected abstract Drifts drifts();

  /** Lets leases and looks grow older, as if that time had passed. */
  protected abstract void letPass(Duration time);

  private StackRecord settled(String name, ResourceState... rows) {
    StackRecord stack = stacks().create(UUID.randomUUID(), "demo", name, revision("first"));
    Claim claim = trees().claim("settler", 1, LEASE).getFirst();
    trees().commit(claim, stack.traversal(), changes(rows));
    trees()
        .commit(
            claim,
            stack.traversal(),
            StoreSamples.settled(StoreSamples.end(Action.CREATE, Status.COMPLETE)));
    trees().release(claim);
    return stacks().find("demo", stack.id().toString()).orElseThrow();
  }

  private Optional<DriftTask> claim(String worker) {
    return drifts().claim(worker, LEASE, Optional.empty());
  }

  @Test
  void aLookIsTakenByOneWorkerAndKeepsWhatItFound() {
    ResourceState row = row("web");
    StackRecord stack = settled("s", row);
    assertThat(drifts().look(stack.id())).isEmpty();
    DriftLook begun = drifts().begin(stack.id());
    assertThat(drifts().begin(stack.id())).as("one at a time").isEqualTo(begun);
    DriftTask task = claim("w1").orElseThrow();
    assertThat(task.rows()).extracting(ResourceState::id).containsExactly(row.id());
    assertThat(claim("w2")).isEmpty();
    ResourceDrift found = found(row);
    DriftLook ended =
        drifts().end(task, new DriftFindings(List.of(found), List.of(), false)).orElseThrow();
    assertThat(ended.status()).isEqualTo(Status.COMPLETE);
    assertThat(drifts().look(stack.id())).contains(ended);
    ResourceDrift read = drifts().found(stack.id()).getFirst();
    assertThat(read).isEqualTo(found);
    assertThat(read.drift().differences().getFirst().actual().orElseThrow().sensitive()).isTrue();
    assertThat(claim("w2")).isEmpty();
    assertThat(stacks().find("demo", "s")).contains(stack);
  }

  @Test
  void aLookOfADeadWorkerIsTakenByAnother() {
    StackRecord stack = settled("s");
    drifts().begin(stack.id());
    DriftTask lost = claim("w1").orElseThrow();
    assertThat(drifts().renew(lost, LEASE)).isTrue();
    letPass(LEASE.plusSeconds(1));
    DriftTask taken = claim("w2").orElseThrow();
    assertThat(drifts().renew(lost, LEASE)).isFalse();
    assertThat(drifts().end(lost, new DriftFindings(List.of(), List.of(), false))).isEmpty();
    assertThat(drifts().end(taken, new DriftFindings(List.of(), List.of(), false))).isPresent();
  }

  @Test
  void aStackThatIsDoingSomethingIsNotLookedAt() {
    StackRecord stack = settled("s");
    stacks().update(stack.id(), revision("second"));
    assertThatThrownBy(() -> drifts().begin(stack.id()))
        .isInstanceOf(ActionInProgressException.class);
    assertThat(drifts().claim("w", LEASE, Optional.of(Duration.ZERO))).isEmpty();
    assertThatThrownBy(() -> drifts().begin(UUID.randomUUID()))
        .isInstanceOf(StackNotFoundException.class);
  }

  @Test
  void stacksAreLookedAtInTurnWhenThatIsWanted() {
    Optional<Duration> hourly = Optional.of(Duration.ofHours(1));
    StackRecord one = settled("one");
    StackRecord two = settled("two");
    var looked = new java.util.HashSet<UUID>();
    for (int at = 0; at < 2; at++) {
      DriftTask task = drifts().claim("w", LEASE, hourly).orElseThrow();
      assertThat(drifts().claim("v", LEASE, hourly)).as("one stack at a time").isEmpty();
      looked.add(task.stack().id());
      drifts().end(task, new DriftFindings(List.of(), List.of(), false));
    }
    assertThat(looked).containsExactlyInAnyOrder(one.id(), two.id());
    assertThat(drifts().claim("w", LEASE, hourly)).isEmpty();
    letPass(Duration.ofMinutes(61));
    assertThat(drifts().claim("w", LEASE, hourly)).isPresent();
  }

  @Test
  void aRepairIsATargetOfItsOwnThatTheNextLookKnowsOf() {
    StackRecord stack = settled("s");
    drifts().begin(stack.id());
    drifts().end(claim("w").orElseThrow(), new DriftFindings(List.of(), List.of(), true));
    StackRecord repairing = stacks().find("demo", "s").orElseThrow();
    assertThat(repairing.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(repairing.target().regard()).isEqualTo(Target.Regard.REPAIR);
    assertThat(repairing.target().revision()).isEqualTo(stack.goodRevision());
    Claim claim = trees().claim("settler", 1, LEASE).getFirst();
    trees()
        .commit(
            claim,
            repairing.traversal(),
            StoreSamples.settled(StoreSamples.end(Action.UPDATE, Status.FAILED)));
    trees().release(claim);
    assertThat(stacks().revisions(stack.id()).getLast().reached())
        .as("what was reached stays reached")
        .isTrue();
    drifts().begin(stack.id());
    assertThat(claim("w").orElseThrow().repaired()).isTrue();
  }

  private static ResourceDrift found(ResourceState row) {
    var difference =
        new Drift.Difference(
            "env.PASSWORD",
            Drift.Kind.REMOVE,
            Optional.empty(),
            Optional.of(Value.secret(Value.text("hunter2"))));
    return new ResourceDrift(
        row.id(),
        row.path(),
        row.type(),
        Optional.of("web-1"),
        DriftPolicy.FREEZE,
        new Drift(Drift.State.MODIFIED, "", List.of(difference)),
        NOON);
  }
}
