package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.changes;
import static io.kiln.engine.convergence.StoreSamples.exactly;
import static io.kiln.engine.convergence.StoreSamples.revision;
import static io.kiln.engine.convergence.StoreSamples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every store promises to workers and to the API; run on the simulated and the real one. */
public abstract class StoreContract {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String PROJECT = "demo";

  /** The workers' side of a store without stacks: a fresh one for each test. */
  protected abstract Trees trees();

  /** The API's side of the same store. */
  protected abstract Stacks stacks();

  /** The same store's wake-ups. */
  protected abstract Wakeups wakeups();

  /** Lets leases grow older, as if that time had passed. */
  protected abstract void letPass(Duration time);

  private StackRecord create(String name) {
    return stacks().create(UUID.randomUUID(), PROJECT, name, revision("first"));
  }

  private Claim claimOne(String worker) {
    List<Claim> claims = trees().claim(worker, 1, LEASE);
    assertThat(claims).hasSize(1);
    return claims.getFirst();
  }

  private StackRecord read(StackRecord stack) {
    return stacks().find(PROJECT, stack.id().toString()).orElseThrow();
  }

  private StackRecord settle(StackRecord stack, TreeChanges.Settled settled) {
    Claim claim = claimOne("settler");
    assertThat(claim.stack()).isEqualTo(stack.id());
    trees().commit(claim, stack.traversal(), StoreSamples.settled(settled));
    trees().release(claim);
    return read(stack);
  }

  private StackRecord complete(StackRecord stack) {
    return settle(stack, StoreSamples.end(stack.action(), Status.COMPLETE));
  }

  @Test
  void aNewStackIsOnItsWayToItsFirstRevision() {
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
  void revisionsSayWhoWhenWhatForAndHowTheWayToThemEnded() {
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
  void aRoundOrARollbackSaysNothingAboutARevision() {
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
  void oldRevisionsGoButForTheGoodOne() {
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
  void aSnapshotSaysWhatThereWasWhenItWasTaken() {
    StackRecord stack = complete(create("web"));
    SnapshotRecord begun = stacks().snapshot(stack.id(), UUID.randomUUID(), "s1");
    assertThat(begun.status()).isEqualTo(Status.IN_PROGRESS);
    assertThatThrownBy(() -> stacks().snapshot(stack.id(), UUID.randomUUID(), "s2"))
        .isInstanceOf(ActionInProgressException.class);
    Claim claim = claimOne("a");
    trees().commit(claim, 2, changes(row("v")));
    trees()
        .commit(claim, 2, StoreSamples.settled(StoreSamples.end(Action.SNAPSHOT, Status.COMPLETE)));

    assertThat(stacks().snapshots(stack.id()))
        .singleElement()
        .satisfies(
            taken -> {
              assertThat(taken.id()).isEqualTo(begun.id());
              assertThat(taken.name()).isEqualTo("s1");
              assertThat(taken.status()).isEqualTo(Status.COMPLETE);
              assertThat(taken.revision()).isEqualTo(1);
              assertThat(taken.resources().orElseThrow().entries()).containsOnlyKeys("v");
            });
    stacks().forgetSnapshot(stack.id(), begun.id());
    assertThat(stacks().snapshots(stack.id())).isEmpty();
  }

  @Test
  void aSnapshotThatSomethingElseCameBeforeHasFailed() {
    StackRecord stack = complete(create("web"));
    stacks().snapshot(stack.id(), UUID.randomUUID(), "s1");
    complete(stacks().update(stack.id(), revision("second")));

    assertThat(stacks().snapshots(stack.id()))
        .singleElement()
        .satisfies(
            lost -> {
              assertThat(lost.status()).isEqualTo(Status.FAILED);
              assertThat(lost.reason()).contains("Stack SNAPSHOT was superseded by UPDATE");
              assertThat(lost.resources()).isEmpty();
            });
    complete(stacks().retarget(stack.id(), Target.nothing(Action.DELETE)));
    assertThat(stacks().snapshots(stack.id())).isEmpty();
  }

  @Test
  void anAbandonedStackIsForgottenAndMayComeBackUnderAHigherFence() {
    StackRecord stack = create("web");
    assertThatThrownBy(() -> stacks().abandon(stack.id()))
        .isInstanceOf(ActionInProgressException.class);
    Claim before = claimOne("a");
    ResourceState row = row("v");
    trees().commit(before, 1, changes(row));
    trees()
        .commit(before, 1, StoreSamples.settled(StoreSamples.end(Action.CREATE, Status.COMPLETE)));
    trees().release(before);

    Stacks.Abandoned forgotten = stacks().abandon(stack.id());
    assertThat(forgotten.rows()).extracting(ResourceState::id).containsExactly(row.id());
    assertThat(forgotten.source().template()).isEqualTo("first");
    assertThat(stacks().find(PROJECT, stack.id().toString())).isEmpty();

    StackRecord adopted =
        stacks()
            .adopt(
                stack.id(),
                PROJECT,
                "again",
                revision("first").because(Origin.ADOPTION),
                forgotten.rows());
    assertThat(adopted.action()).isEqualTo(Action.ADOPT);
    assertThat(stacks().resources(stack.id())).extracting(ResourceState::id).contains(row.id());
    assertThat(claimOne("b").fence()).isGreaterThan(before.fence() + 1000);
    assertThatThrownBy(
            () -> stacks().adopt(stack.id(), PROJECT, "third", revision("first"), List.of()))
        .isInstanceOf(StackExistsException.class);
  }

  @Test
  void whatWasRenamedIsKnownToWhoeverDrivesTheStack() {
    StackRecord stack = complete(create("web"));
    complete(stacks().update(stack.id(), revision("2").renaming(List.of(new Rename("a", "b")))));
    stacks().update(stack.id(), revision("3").renaming(List.of(new Rename("b", "c, \"{d}\""))));

    List<Rename> known = List.of(new Rename("a", "b"), new Rename("b", "c, \"{d}\""));
    assertThat(stacks().renames(stack.id())).isEqualTo(known);
    assertThat(trees().load(claimOne("a")).renames()).isEqualTo(known);
  }

  @Test
  void aNameIsTakenUntilItsStackIsDeletedAndOnlyWithinItsProject() {
    StackRecord first = create("web");

    assertThatThrownBy(() -> create("web")).isInstanceOf(StackExistsException.class);
    stacks().create(UUID.randomUUID(), "other", "web", revision("first"));
    assertThat(complete(first).status()).isEqualTo(Status.COMPLETE);
    assertThatThrownBy(() -> create("web")).isInstanceOf(StackExistsException.class);
    trees().claim("elsewhere", 10, LEASE);
    StackRecord deleted = complete(stacks().retarget(first.id(), Target.nothing(Action.DELETE)));

    assertThat(deleted.deletedAt()).isPresent();
    assertThat(stacks().find(PROJECT, "web")).isEmpty();
    StackRecord second = create("web");
    assertThat(stacks().find(PROJECT, "web")).contains(second);
    assertThat(stacks().find(PROJECT, first.id().toString())).contains(deleted);
  }

  @Test
  void aStackIsFoundOnlyInItsOwnProject() {
    StackRecord stack = create("web");

    assertThat(stacks().find("other", "web")).isEmpty();
    assertThat(stacks().find("other", stack.id().toString())).isEmpty();
    assertThat(stacks().list("other", StackQuery.ALL)).isEmpty();
  }

  @Test
  void aNestedStackLeadsToTheStackItLiesInWithinTheProject() {
    StackRecord stack = create("web");
    create("other");
    ResourceState nested = StoreSamples.wholeRow();
    ResourceState plain = row("plain");
    trees().commit(claimOne("w1"), 1, changes(nested, plain));

    assertThat(nested.nested()).isTrue();
    assertThat(stacks().owning(PROJECT, nested.id()).map(StackRecord::id)).contains(stack.id());
    assertThat(stacks().owning(PROJECT, plain.id())).isEmpty();
    assertThat(stacks().owning("elsewhere", nested.id())).isEmpty();
    assertThat(stacks().owning(PROJECT, stack.id())).isEmpty();
  }

  @Test
  void aDeletedStackTakesNoNewTarget() {
    StackRecord stack = complete(create("web"));
    complete(stacks().retarget(stack.id(), Target.nothing(Action.DELETE)));

    assertThatThrownBy(() -> stacks().update(stack.id(), revision("next")))
        .isInstanceOf(StackNotFoundException.class);
    assertThatThrownBy(() -> stacks().retarget(stack.id(), Target.nothing(Action.DELETE)))
        .isInstanceOf(StackNotFoundException.class);
    assertThatThrownBy(() -> stacks().update(UUID.randomUUID(), revision("next")))
        .isInstanceOf(StackNotFoundException.class);
  }

  @Test
  void anUpdateStoresItsRevisionAndSupersedesWhatRuns() {
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
  void aRevisionMadeFromAnOlderOneIsRefusedAndLeavesNothing() {
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
  void aSourceComesBackAsItWasSent() {
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
  void aTreeAndItsRevisionsKnowTheTraceTheyWereAskedForIn() throws Exception {
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
  void aTreeIsHeldByOneWorkerAtATime() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");

    assertThat(claim.stack()).isEqualTo(stack.id());
    assertThat(trees().claim("w2", 10, LEASE)).isEmpty();
    assertThat(trees().claim("w1", 10, LEASE)).isEmpty();
  }

  @Test
  void aSettledTreeIsNotClaimed() {
    complete(create("web"));

    assertThat(trees().claim("w1", 10, LEASE)).isEmpty();
  }

  @Test
  void treesAreClaimedOldestWaitingFirstAndNoMoreThanAskedFor() {
    StackRecord first = create("first");
    StackRecord second = create("second");
    create("third");
    Claim taken = claimOne("w1");
    trees().release(taken);

    assertThat(taken.stack()).isEqualTo(first.id());
    assertThat(trees().claim("w1", 2, LEASE))
        .extracting(Claim::stack)
        .hasSize(2)
        .startsWith(second.id())
        .doesNotContain(first.id());
    assertThat(claimOne("w1").stack()).isEqualTo(first.id());
  }

  @Test
  void anExpiredLeaseGoesToAnotherWorkerWithAHigherFence() {
    create("web");
    Claim first = claimOne("w1");
    letPass(LEASE.minusSeconds(5));
    assertThat(trees().claim("w2", 1, LEASE)).isEmpty();
    letPass(Duration.ofSeconds(6));
    Claim second = claimOne("w2");

    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(trees().renew(List.of(first, second), LEASE)).containsExactly(second);
  }

  @Test
  void aRenewedLeaseLastsAnew() {
    create("web");
    Claim claim = claimOne("w1");
    letPass(LEASE.minusSeconds(5));
    assertThat(trees().renew(Set.of(claim), LEASE)).containsExactly(claim);
    letPass(LEASE.minusSeconds(5));

    assertThat(trees().claim("w2", 1, LEASE)).isEmpty();
    assertThat(trees().renew(Set.of(), LEASE)).isEmpty();
  }

  @Test
  void aReleasedTreeIsFreeAtOnce() {
    create("web");
    Claim first = claimOne("w1");
    trees().release(first);
    Claim second = claimOne("w2");
    trees().release(first);

    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(trees().renew(List.of(first, second), LEASE)).containsExactly(second);
  }

  @Test
  void anOvertakenWorkerWritesAndReadsNothing() {
    StackRecord stack = create("web");
    Claim overtaken = claimOne("w1");
    letPass(LEASE.plusSeconds(1));
    Claim latest = claimOne("w2");

    assertThatThrownBy(() -> trees().commit(overtaken, 1, changes(row("late"))))
        .isInstanceOf(StaleClaimException.class);
    assertThatThrownBy(() -> trees().commit(overtaken, 1, StoreSamples.NOTHING))
        .isInstanceOf(StaleClaimException.class);
    assertThatThrownBy(() -> trees().load(overtaken)).isInstanceOf(StaleClaimException.class);
    assertThat(stacks().resources(stack.id())).isEmpty();
    assertThat(trees().load(latest).stack()).isEqualTo(stack);
  }

  @Test
  void whoGaveATreeBackWritesNoMore() {
    create("web");
    Claim claim = claimOne("w1");
    trees().release(claim);

    assertThatThrownBy(() -> trees().commit(claim, 1, StoreSamples.NOTHING))
        .isInstanceOf(StaleClaimException.class);
  }

  @Test
  void aWorkerWhoseLeaseRanOutUnnoticedMayStillWrite() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    letPass(LEASE.plusSeconds(1));

    assertThat(trees().commit(claim, 1, changes(row("a")))).isEqualTo(1);
    assertThat(stacks().resources(stack.id())).hasSize(1);
  }

  @Test
  void aSignalIsKeptWhateverADriverWritesMeanwhile() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    ResourceState handle = row("handle");
    trees().commit(claim, 1, changes(handle, row("other")));
    var said = new Heard(Value.map(Map.of("1", Value.text("here"))), Set.of("pre-update/2"));

    stacks()
        .signal(
            stack.id(),
            "handle",
            (found, around, now) -> {
              assertThat(found.id()).isEqualTo(stack.id());
              assertThat(around.there()).containsExactly(handle);
              assertThat(around.beside()).hasSize(2).contains(handle);
              StackEvent event = StackEvent.of(handle, stack.id(), UUID.randomUUID());
              return new ResourceSignal(
                  Map.of(handle.id(), said), List.of(event), false, Optional.empty());
            });
    trees().commit(claim, 1, changes(handle)); // from before the signal

    assertThat(stacks().resources(stack.id()).getFirst().heard()).isEqualTo(said);
    assertThat(trees().load(claim).resources().getFirst().heard()).isEqualTo(said);
    assertThat(trees().heard(claim)).isEqualTo(Map.of(handle.id(), said));
    assertThat(stacks().events(stack.id(), 0, 10)).hasSize(2);
    assertThat(read(stack).traversal()).isEqualTo(1);
  }

  @Test
  void aSignalThatChangesTheTreeSendsItOverItsRevisionAgain() {
    StackRecord stack = complete(create("web"));
    ResourceSignal again = new ResourceSignal(Map.of(), List.of(), true, Optional.empty());

    stacks().signal(stack.id(), "group", (_, _, _) -> again);
    StackRecord going = read(stack);
    assertThat(going.target()).isEqualTo(Target.revision(Action.UPDATE, 1));
    assertThat(going.status()).isEqualTo(Status.IN_PROGRESS);
    stacks().signal(stack.id(), "group", (_, _, _) -> again);
    assertThat(read(stack).traversal()).isEqualTo(going.traversal() + 1);
    assertThat(stacks().events(stack.id(), 0, 10).getLast().reason())
        .isEqualTo("Stack UPDATE started");
    stacks().retarget(stack.id(), Target.nothing(Action.DELETE));
    assertThatThrownBy(() -> stacks().signal(stack.id(), "group", (_, _, _) -> again))
        .isInstanceOf(ActionInProgressException.class);
  }

  @Test
  void everyFieldOfAResourceComesBack() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    ResourceState whole = StoreSamples.wholeRow();
    ResourceState bare = row("bare");
    trees().commit(claim, 1, changes(whole, bare));

    assertThat(stacks().resources(stack.id())).containsExactly(bare, whole);
    assertThat(trees().load(claim).resources()).containsExactly(bare, whole);
    ResourceState read = stacks().resources(stack.id()).getLast();
    assertThat(exactly(read.properties())).isEqualTo(exactly(whole.properties()));
    assertThat(exactly(read.attempting().orElseThrow()))
        .isEqualTo(exactly(whole.attempting().orElseThrow()));
    assertThat(exactly(read.attributes().orElseThrow()))
        .isEqualTo(exactly(whole.attributes().orElseThrow()));
    assertThat(exactly(read.metadata())).isEqualTo(exactly(whole.metadata()));
    assertThat(exactly(read.checkpoint().orElseThrow()))
        .isEqualTo(exactly(whole.checkpoint().orElseThrow()));
  }

  @Test
  void aRowIsOverwrittenByItsIdAndRemoved() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    ResourceState first = row("a");
    ResourceState successor = row("a");
    ResourceState doomed = row("b");
    trees().commit(claim, 1, changes(first, successor, doomed));
    ResourceState later = StoreSamples.failed(first);
    trees()
        .commit(
            claim,
            1,
            new TreeChanges(List.of(later), Set.of(doomed.id()), List.of(), Optional.empty()));

    assertThat(stacks().resources(stack.id())).containsExactlyInAnyOrder(later, successor);
  }

  @Test
  void treesDoNotSeeEachOthersRows() {
    StackRecord one = create("one");
    Claim claim = claimOne("w1");
    StackRecord two = create("two");
    trees().commit(claim, 1, changes(row("a")));

    assertThat(stacks().resources(one.id())).hasSize(1);
    assertThat(stacks().resources(two.id())).isEmpty();
  }

  @Test
  void eventsKeepTheirOrderWithoutGaps() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    List<StackEvent> sent = new ArrayList<>();
    for (int at = 0; at < 5; at++) {
      sent.add(StoreSamples.event(stack.id(), "resource-" + at));
    }
    trees().commit(claim, 1, StoreSamples.events(sent.subList(0, 3)));
    stacks().update(stack.id(), revision("second"));
    trees().commit(claim, 1, StoreSamples.events(sent.subList(3, 5)));
    List<StackEvent> read = stacks().events(stack.id(), 0, 100);

    assertThat(read).extracting(StackEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(read.get(1))
        .usingRecursiveComparison()
        .ignoringFields("sequence")
        .isEqualTo(sent.getFirst());
    assertThat(read.subList(5, 7))
        .extracting(StackEvent::id)
        .containsExactly(sent.get(3).id(), sent.get(4).id());
    assertThat(stacks().events(stack.id(), 2, 3)).isEqualTo(read.subList(2, 5));
    assertThat(stacks().events(stack.id(), 7, 3)).isEmpty();
  }

  @Test
  void aRevisionThatWasReachedBecomesTheGoodOne() {
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
  void aFailureKeepsTheGoodRevision() {
    StackRecord stack = complete(create("web"));
    StackRecord updating = stacks().update(stack.id(), revision("broken"));
    StackRecord failed = settle(updating, StoreSamples.end(Action.UPDATE, Status.FAILED));

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.goodRevision()).hasValue(1);
    assertThat(trees().claim("w1", 1, LEASE)).isEmpty();
  }

  @Test
  void aSupersededTraversalLeavesItsRowsButDoesNotSettle() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    StackRecord updated = stacks().update(stack.id(), revision("second"));
    var late =
        new TreeChanges(
            List.of(row("a")),
            Set.of(),
            List.of(StoreSamples.event(stack.id(), "a")),
            Optional.of(StoreSamples.end(Action.CREATE, Status.COMPLETE)));

    assertThat(trees().commit(claim, stack.traversal(), late)).isEqualTo(updated.traversal());
    assertThat(read(stack)).isEqualTo(updated);
    assertThat(stacks().resources(stack.id())).hasSize(1);
    assertThat(stacks().events(stack.id(), 2, 10)).extracting(StackEvent::path).containsOnly("a");
  }

  @Test
  void aRollbackGoesToTheGoodRevisionAtOnce() {
    StackRecord stack = complete(create("web"));
    StackRecord updating = stacks().update(stack.id(), revision("broken"));
    Claim claim = claimOne("w1");
    long traversal =
        trees()
            .commit(
                claim,
                updating.traversal(),
                StoreSamples.settled(StoreSamples.rollback("no luck")));
    StackRecord rolling = read(stack);

    assertThat(traversal).isEqualTo(rolling.traversal()).isGreaterThan(updating.traversal());
    assertThat(rolling.target()).isEqualTo(Target.revision(Action.ROLLBACK, 1));
    assertThat(rolling.action()).isEqualTo(Action.ROLLBACK);
    assertThat(rolling.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(trees().load(claim).wanted()).contains(stacks().source(stack.id(), 1));
    assertThat(stacks().events(stack.id(), 3, 10))
        .extracting(event -> event.action() + "_" + event.status() + " " + event.reason())
        .containsExactly("UPDATE_FAILED no luck", "ROLLBACK_IN_PROGRESS Stack ROLLBACK started");
  }

  @Test
  void anActionGoesOverTheRevisionThereIsAndLeavesTheGoodOneAlone() {
    StackRecord stack = complete(create("web"));
    stacks().update(stack.id(), revision("broken"));
    settle(read(stack), StoreSamples.end(Action.UPDATE, Status.FAILED));
    StackRecord asked = stacks().ask(stack.id(), Action.SUSPEND);

    assertThat(asked.target()).isEqualTo(Target.revision(Action.SUSPEND, 2));
    assertThat(asked.action()).isEqualTo(Action.SUSPEND);
    assertThat(asked.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(asked.latestRevision()).isEqualTo(2);
    assertThat(read(stack)).isEqualTo(asked);
    StackRecord suspended = complete(asked);
    assertThat(suspended.status()).isEqualTo(Status.COMPLETE);
    assertThat(suspended.goodRevision()).hasValue(1);
    assertThat(stacks().events(stack.id(), 4, 10))
        .extracting(event -> event.action() + "_" + event.status() + " " + event.reason())
        .containsExactly(
            "SUSPEND_IN_PROGRESS Stack SUSPEND started", "SUSPEND_COMPLETE Stack SUSPEND ended");
  }

  @Test
  void whatIsSuspendedAlreadyStaysAsItIsAndACheckIsAlwaysWorthWhile() {
    StackRecord stack = complete(create("web"));
    StackRecord suspended = complete(stacks().ask(stack.id(), Action.SUSPEND));
    assertThat(stacks().ask(stack.id(), Action.SUSPEND)).isEqualTo(suspended);
    assertThat(read(stack)).isEqualTo(suspended);
    StackRecord checked = complete(stacks().ask(stack.id(), Action.CHECK));
    assertThat(stacks().ask(stack.id(), Action.CHECK).traversal())
        .isGreaterThan(checked.traversal());
  }

  @Test
  void anActionWaitsItsTurn() {
    StackRecord stack = create("web");
    assertThatThrownBy(() -> stacks().ask(stack.id(), Action.CHECK))
        .isInstanceOf(ActionInProgressException.class)
        .hasMessage("Stack web already has an action (CREATE) in progress.");
    assertThat(read(stack)).isEqualTo(stack);
    assertThatThrownBy(() -> stacks().ask(UUID.randomUUID(), Action.CHECK))
        .isInstanceOf(StackNotFoundException.class);
  }

  @Test
  void aTargetThatIsGivenUpSupersedesWhatRunsAndIsForgottenWithTheNext() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    StackRecord halted = stacks().halt(stack.id());

    assertThat(halted.target()).isEqualTo(Target.revision(Action.CREATE, 1).halt());
    assertThat(halted.action()).isEqualTo(Action.CREATE);
    assertThat(halted.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(halted.traversal()).isGreaterThan(stack.traversal());
    assertThat(read(stack)).isEqualTo(halted);
    assertThat(trees().load(claim).stack()).isEqualTo(halted);
    assertThat(stacks().events(stack.id(), 1, 10)).isEmpty();
    trees().release(claim);
    StackRecord failed = settle(halted, StoreSamples.end(Action.CREATE, Status.FAILED));
    assertThatThrownBy(() -> stacks().halt(stack.id()))
        .isInstanceOf(NothingToCancelException.class)
        .hasMessage("Cancelling update when stack is CREATE_FAILED is not supported.");
    assertThat(read(stack)).isEqualTo(failed);
    assertThat(stacks().update(stack.id(), revision("next")).target())
        .isEqualTo(Target.revision(Action.UPDATE, 2));
  }

  @Test
  void aResourceIsMarkedBrokenAndWellAgainWithAnEventEach() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    ResourceState row = StoreSamples.row("a");
    trees().commit(claim, 1, StoreSamples.changes(row));
    trees().release(claim);
    assertThatThrownBy(() -> stacks().mark(stack.id(), "a", true, "smoke"))
        .isInstanceOf(ActionInProgressException.class);
    complete(stack);

    stacks().mark(stack.id(), "a", false, "was never broken");
    assertThat(stacks().resources(stack.id())).containsExactly(row);
    stacks().mark(stack.id(), "a", true, "smoke");
    stacks().mark(stack.id(), "a", false, "");

    assertThat(stacks().resources(stack.id()))
        .singleElement()
        .satisfies(
            marked -> {
              assertThat(marked.action()).isEqualTo(row.action());
              assertThat(marked.status()).isEqualTo(Status.COMPLETE);
              assertThat(marked.id()).isEqualTo(row.id());
            });
    assertThat(stacks().events(stack.id(), 2, 10))
        .extracting(event -> event.path() + " " + event.status() + " " + event.reason())
        .containsExactly(
            "a FAILED smoke", "a COMPLETE state changed by resource_mark_unhealthy api");
    assertThatThrownBy(() -> stacks().mark(stack.id(), "b", true, ""))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessage("The Resource (b) could not be found in Stack web.");
  }

  @Test
  void aRollbackOfTheFirstRevisionLeavesNothing() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    trees().commit(claim, 1, StoreSamples.settled(StoreSamples.rollback("no luck")));

    assertThat(read(stack).target()).isEqualTo(new Target(Action.ROLLBACK, OptionalLong.empty()));
    assertThat(trees().load(claim).wanted()).isEmpty();
    trees()
        .commit(
            claim,
            read(stack).traversal(),
            StoreSamples.settled(StoreSamples.end(Action.ROLLBACK, Status.COMPLETE)));
    assertThat(read(stack).deletedAt()).isEmpty();
    assertThat(read(stack).goodRevision()).isEmpty();
    assertThat(read(stack).status()).isEqualTo(Status.COMPLETE);
  }

  @Test
  void aSettledTreeWithANewTargetIsClaimedAgain() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    trees()
        .commit(claim, 1, StoreSamples.settled(StoreSamples.end(Action.CREATE, Status.COMPLETE)));
    stacks().update(stack.id(), revision("second"));

    assertThat(trees().claim("w2", 1, LEASE)).isEmpty();
    trees().release(claim);
    assertThat(claimOne("w2").stack()).isEqualTo(stack.id());
  }

  @Test
  void anEmptyCommitTellsOfANewTraversal() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");

    assertThat(trees().commit(claim, 1, StoreSamples.NOTHING)).isEqualTo(1);
    stacks().retarget(stack.id(), Target.nothing(Action.DELETE));
    assertThat(trees().commit(claim, 1, StoreSamples.NOTHING)).isEqualTo(2);
  }

  @Test
  void stacksAreListedNewestFirstInPages() {
    StackRecord a = create("a");
    StackRecord b = create("b");
    StackRecord c = create("c");

    assertThat(stacks().list(PROJECT, StackQuery.ALL)).containsExactly(c, b, a);
    assertThat(stacks().list(PROJECT, page(2, Optional.empty()))).containsExactly(c, b);
    assertThat(stacks().list(PROJECT, page(2, Optional.of(b.id())))).containsExactly(a);
    assertThat(stacks().list(PROJECT, page(2, Optional.of(UUID.randomUUID()))))
        .containsExactly(c, b);
    assertThat(stacks().count(PROJECT, page(1, Optional.of(b.id())))).isEqualTo(3);
  }

  private static StackQuery page(int limit, Optional<UUID> marker) {
    return new StackQuery(Map.of(), false, OptionalInt.of(limit), marker, List.of(), false);
  }

  @Test
  void stacksAreFilteredAndSorted() {
    StackRecord b = complete(create("b"));
    StackRecord a = create("a");
    trees().claim("w1", 10, LEASE);
    StackRecord c = create("c");
    StackRecord updatedA = stacks().update(a.id(), revision("second"));

    assertThat(stacks().list(PROJECT, where("status", "COMPLETE"))).containsExactly(b);
    assertThat(stacks().list(PROJECT, where("action", "CREATE", "DELETE"))).containsExactly(b, c);
    assertThat(stacks().list(PROJECT, where("name", "a", "x"))).containsExactly(updatedA);
    assertThat(stacks().list(PROJECT, where("id", c.id().toString()))).containsExactly(c);
    assertThat(stacks().list(PROJECT, where("id", "no uuid"))).isEmpty();
    assertThat(stacks().list(PROJECT, where("owner", "nobody"))).isEmpty();
    assertThat(stacks().count(PROJECT, where("owner", "ada"))).isEqualTo(3);
    assertThat(stacks().list(PROJECT, by("stack_name", true))).containsExactly(updatedA, b, c);
    assertThat(stacks().list(PROJECT, by("updated_time", false)).getFirst()).isEqualTo(updatedA);
    assertThat(stacks().list(PROJECT, by("stack_status", true)).getFirst()).isEqualTo(b);
    assertThatThrownBy(() -> stacks().list(PROJECT, by("name; drop", true)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stacks().list(PROJECT, where("colour", "red")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static StackQuery where(String key, String... values) {
    return new StackQuery(
        Map.of(key, List.of(values)),
        false,
        OptionalInt.empty(),
        Optional.empty(),
        List.of("stack_name"),
        true);
  }

  private static StackQuery by(String key, boolean ascending) {
    return new StackQuery(
        Map.of(), false, OptionalInt.empty(), Optional.empty(), List.of(key), ascending);
  }

  @Test
  void deletedStacksAreListedOnDemand() {
    StackRecord stack = complete(create("web"));
    StackRecord deleted = complete(stacks().retarget(stack.id(), Target.nothing(Action.DELETE)));

    assertThat(stacks().list(PROJECT, StackQuery.ALL)).isEmpty();
    var withDeleted =
        new StackQuery(Map.of(), true, OptionalInt.empty(), Optional.empty(), List.of(), false);
    assertThat(stacks().list(PROJECT, withDeleted)).containsExactly(deleted);
  }

  @Test
  void manyWorkersAtOnceNeverHoldTheSameTree() throws Exception {
    int trees = 40;
    for (int at = 0; at < trees; at++) {
      create("stack-" + at);
    }
    Set<UUID> claimed = ConcurrentHashMap.newKeySet();
    Callable<Integer> worker =
        () -> {
          int mine = 0;
          List<Claim> claims = trees().claim(Thread.currentThread().toString(), 3, LEASE);
          while (!claims.isEmpty()) {
            claims.forEach(
                claim -> assertThat(claimed.add(claim.stack())).as("%s", claim).isTrue());
            mine += claims.size();
            claims = trees().claim(Thread.currentThread().toString(), 3, LEASE);
          }
          return mine;
        };
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> workers = new ArrayList<>();
      for (int at = 0; at < 8; at++) {
        workers.add(pool.submit(worker));
      }
      for (Future<Integer> done : workers) {
        assertThat(done.get(30, TimeUnit.SECONDS)).isNotNegative();
      }
    }
    // A worker may pass over rows that another is just locking, but none is lost.
    trees().claim("last", trees, LEASE).forEach(claim -> claimed.add(claim.stack()));
    assertThat(claimed).hasSize(trees);
  }

  @Test
  void twoRequestsForOneNameMakeOneStack() throws Exception {
    List<Future<StackRecord>> requests = new ArrayList<>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < 6; at++) {
        requests.add(pool.submit(() -> create("web")));
      }
    }
    assertThat(requests.stream().filter(done -> done.state() == Future.State.SUCCESS)).hasSize(1);
    assertThat(requests.stream().filter(done -> done.state() == Future.State.FAILED))
        .hasSize(5)
        .allSatisfy(
            done -> assertThat(done.exceptionNow()).isInstanceOf(StackExistsException.class));
  }

  @Test
  void aNewTargetWakesTheWorkers() throws Exception {
    var woken = new CountDownLatch(1);
    try (AutoCloseable listening = wakeups().listen(woken::countDown)) {
      assertThat(listening).isNotNull();
      create("web");
      assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
