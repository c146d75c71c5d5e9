package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.exactly;
import static io.kiln.engine.convergence.StoreSamples.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store promises of revisions: what they say, and which are kept. */
interface RevisionContract extends StoreScene {

  @Test
  default void aNewStackIsOnItsWayToItsFirstRevision() {
    StackRecord created = create("web");

    assertThat(created.target()).isEqualTo(Target.revision(Action.CREATE, 1));
    assertThat(created.action()).isEqualTo(Action.CREATE);
    assertThat(created.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(created.traversal()).isEqualTo(1);
    assertThat(created.latestRevision()).isEqualTo(1);
    assertThat(created.goodRevision()).isEmpty();
    assertThat(created.owner()).isEqualTo("ada");
    assertThat(created.tags()).containsExactly("b", "a");
    assertThat(created.timeout()).contains(Duration.ofMinutes(90));
    assertThat(created.disableRollback()).isTrue();
    assertThat(created.description()).isEqualTo("a stack");
    assertThat(created.updatedAt()).isEmpty();
    assertThat(created.deletedAt()).isEmpty();
    assertThat(read(created)).isEqualTo(created);
    assertThat(stacks().find(PROJECT, "web")).contains(created);
    assertThat(stacks().events(created.id(), 0, 10))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.sequence()).isEqualTo(1);
              assertThat(event.path()).isEmpty();
              assertThat(event.resourceType()).isEqualTo("OS::Heat::Stack");
              assertThat(event.physicalId()).contains(created.id().toString());
              assertThat(event.reason()).isEqualTo("Stack CREATE started");
            });
  }

  @Test
  default void revisionsSayWhoWhenWhatForAndHowTheWayToThemEnded() {
    StackRecord stack = complete(create("web"));
    StackRecord failing = stacks().update(stack.id(), revision("second"));
    settle(failing, StoreSamples.end(Action.UPDATE, Status.FAILED));
    stacks().update(stack.id(), revision("third"));
    stacks().update(stack.id(), revision("first").because(Origin.rollback(1)));
    StackRecord back = complete(read(stack));

    List<RevisionRecord> revisions = stacks().revisions(stack.id());
    assertThat(revisions).extracting(RevisionRecord::number).containsExactly(1L, 2L, 3L, 4L);
    assertThat(revisions)
        .extracting(RevisionRecord::outcome)
        .containsExactly(
            Optional.of(Status.COMPLETE),
            Optional.of(Status.FAILED),
            Optional.empty(),
            Optional.of(Status.COMPLETE));
    assertThat(revisions).extracting(RevisionRecord::author).containsOnly("ada");
    assertThat(revisions.get(2).origin()).isEqualTo(Origin.REQUEST);
    assertThat(revisions.get(3).origin()).isEqualTo(Origin.rollback(1));
    assertThat(revisions.get(0).settledAt()).isPresent();
    assertThat(revisions.get(2).settledAt()).isEmpty();
    assertThat(back.action()).isEqualTo(Action.UPDATE);
    assertThat(back.goodRevision()).hasValue(4);
    assertThat(stacks().source(stack.id(), 4)).isEqualTo(stacks().source(stack.id(), 1));
  }

  @Test
  default void aRoundOrARollbackSaysNothingAboutARevision() {
    StackRecord stack = complete(create("web"));
    settle(stacks().ask(stack.id(), Action.CHECK), StoreSamples.end(Action.CHECK, Status.FAILED));
    settle(
        stacks().retarget(stack.id(), Target.revision(Action.ROLLBACK, 1)),
        StoreSamples.end(Action.ROLLBACK, Status.FAILED));

    assertThat(stacks().revisions(stack.id()))
        .singleElement()
        .satisfies(revision -> assertThat(revision.reached()).isTrue());
  }

  @Test
  default void oldRevisionsGoButForTheGoodOne() {
    StackRecord stack = complete(create("web"));
    for (int number = 2; number <= RevisionRecord.KEPT + 5; number++) {
      stacks().update(stack.id(), revision("revision " + number));
    }

    List<RevisionRecord> kept = stacks().revisions(stack.id());
    assertThat(kept).hasSize(RevisionRecord.KEPT + 1);
    assertThat(kept.getFirst().number()).isEqualTo(1);
    assertThat(kept.get(1).number()).isEqualTo(6);
    assertThat(stacks().source(stack.id(), 1).template()).isEqualTo("first");
    assertThatThrownBy(() -> stacks().source(stack.id(), 5))
        .isInstanceOf(StackNotFoundException.class);
  }

  @Test
  default void anUpdateStoresItsRevisionAndSupersedesWhatRuns() {
    StackRecord created = create("web");
    StackRecord updated = stacks().update(created.id(), revision("second"));

    assertThat(updated.target()).isEqualTo(Target.revision(Action.UPDATE, 2));
    assertThat(updated.latestRevision()).isEqualTo(2);
    assertThat(updated.traversal()).isGreaterThan(created.traversal());
    assertThat(updated.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(updated.updatedAt()).isPresent();
    assertThat(read(created)).isEqualTo(updated);
    assertThat(stacks().source(created.id(), 1).template()).isEqualTo("first");
    assertThat(stacks().source(created.id(), 2).template()).isEqualTo("second");
    assertThatThrownBy(() -> stacks().source(created.id(), 3))
        .isInstanceOf(StackNotFoundException.class);
  }

  @Test
  default void aRevisionMadeFromAnOlderOneIsRefusedAndLeavesNothing() {
    StackRecord created = create("web");
    StackRecord updated = stacks().update(created.id(), revision("second").madeFrom(1));
    assertThat(updated.latestRevision()).isEqualTo(2);

    assertThatThrownBy(() -> stacks().update(created.id(), revision("third").madeFrom(1)))
        .isInstanceOf(OvertakenRevisionException.class);

    assertThat(stacks().find(PROJECT, created.id().toString())).contains(updated);
    assertThat(stacks().update(created.id(), revision("third").madeFrom(2)).latestRevision())
        .isEqualTo(3);
  }

  @Test
  default void aSourceComesBackAsItWasSent() {
    var sent = StoreSamples.wholeSource();
    StackRecord stack =
        stacks().create(UUID.randomUUID(), PROJECT, "web", StoreSamples.revisionOf(sent));
    stacks().create(UUID.randomUUID(), PROJECT, "twin", StoreSamples.revisionOf(sent));

    assertThat(stacks().source(stack.id(), 1)).isEqualTo(sent);
    assertThat(exactly(Value.map(stacks().source(stack.id(), 1).parameters()).get("password")))
        .isEqualTo("secret \"hunter2\"");
    assertThat(trees().load(claimOne("w1")).wanted()).contains(sent);
  }

  @Test
  default void aTreeAndItsRevisionsKnowTheTraceTheyWereAskedForIn() throws Exception {
    TraceParent first =
        TraceParent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").orElseThrow();
    TraceParent second =
        TraceParent.parse("00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203331-00").orElseThrow();
    StackRecord stack = new Asking("ada", Optional.of(first)).within(() -> create("web"));
    Claim claim = claimOne("w1");
    assertThat(trees().load(claim).trace()).contains(first);
    new Asking("ada", Optional.of(second))
        .within(() -> stacks().update(stack.id(), revision("next")));
    assertThat(trees().load(claim).trace()).contains(second);
    assertThat(stacks().revisions(stack.id()))
        .extracting(RevisionRecord::trace)
        .containsExactly(Optional.of(first), Optional.of(second));
    stacks().retarget(stack.id(), Target.nothing(Action.DELETE));
    assertThat(trees().load(claim).trace()).as("asked for in no trace").isEmpty();
  }

  @Test
  default void aRevisionThatWasReachedBecomesTheGoodOne() {
    StackRecord stack = create("web");
    var outputs =
        Value.map(
            Map.of("key", Value.map(Map.of("value", new Value.Text("hunter2", Mark.SECRET)))));
    StackRecord settled =
        settle(
            stack,
            new TreeChanges.Settled(
                Action.CREATE, Status.COMPLETE, "Stack CREATE completed", outputs, false));

    assertThat(settled.status()).isEqualTo(Status.COMPLETE);
    assertThat(settled.statusReason()).isEqualTo("Stack CREATE completed");
    assertThat(settled.goodRevision()).hasValue(1);
    assertThat(exactly(settled.outputs())).isEqualTo(exactly(outputs));
    assertThat(stacks().events(stack.id(), 1, 10))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.status()).isEqualTo(Status.COMPLETE);
              assertThat(event.reason()).isEqualTo("Stack CREATE completed");
            });
  }

  @Test
  default void aFailureKeepsTheGoodRevision() {
    StackRecord stack = complete(create("web"));
    StackRecord updating = stacks().update(stack.id(), revision("broken"));
    StackRecord failed = settle(updating, StoreSamples.end(Action.UPDATE, Status.FAILED));

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.goodRevision()).hasValue(1);
    assertThat(trees().claim("w1", 1, LEASE)).isEmpty();
  }
}
