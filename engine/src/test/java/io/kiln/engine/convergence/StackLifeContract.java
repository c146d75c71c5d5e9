package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.changes;
import static io.kiln.engine.convergence.StoreSamples.revision;
import static io.kiln.engine.convergence.StoreSamples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a store promises of names, snapshots and the ends of stacks. */
interface StackLifeContract extends StoreScene {

  @Test
  default void aSnapshotSaysWhatThereWasWhenItWasTaken() {
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
  default void aSnapshotThatSomethingElseCameBeforeHasFailed() {
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
  default void anAbandonedStackIsForgottenAndMayComeBackUnderAHigherFence() {
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
  default void whoAdoptsAnIdOfAnotherProjectHearsNoMoreThanOfAnUnknownOne() {
    StackRecord living = create("web");
    StackRecord nesting = create("nesting");
    ResourceState nested = StoreSamples.wholeRow();
    trees().claim("w", 10, LEASE).stream()
        .filter(claim -> claim.stack().equals(nesting.id()))
        .forEach(claim -> trees().commit(claim, 1, changes(nested)));

    ResourceState row = row("v");
    for (UUID foreign : List.of(living.id(), nested.id())) {
      StackRecord adopted =
          stacks().adopt(foreign, "alien", "of-" + foreign, revision("first"), List.of(row));
      assertThat(adopted.id()).isNotEqualTo(foreign);
      assertThat(stacks().find("alien", adopted.id().toString())).contains(adopted);
      assertThat(stacks().resources(adopted.id()))
          .extracting(ResourceState::id)
          .containsExactly(row.id());
    }
    assertThat(read(living)).isEqualTo(living);
    assertThat(stacks().owning(PROJECT, nested.id()).map(StackRecord::id)).contains(nesting.id());
    assertThatThrownBy(
            () -> stacks().adopt(living.id(), PROJECT, "third", revision("first"), List.of()))
        .as("one's own is told")
        .isInstanceOf(StackExistsException.class);
  }

  @Test
  default void whoAdoptsADeletedStacksIdOfAnotherProjectHearsNoMoreEither() {
    StackRecord stack = complete(create("web"));
    StackRecord deleted = complete(stacks().retarget(stack.id(), Target.nothing(Action.DELETE)));
    assertThat(deleted.deletedAt()).isPresent();

    StackRecord adopted = stacks().adopt(stack.id(), "alien", "mine", revision("first"), List.of());

    assertThat(adopted.id()).isNotEqualTo(stack.id());
    assertThat(read(stack)).isEqualTo(deleted);
  }

  @Test
  default void whatWasRenamedIsKnownToWhoeverDrivesTheStack() {
    StackRecord stack = complete(create("web"));
    complete(stacks().update(stack.id(), revision("2").renaming(List.of(new Rename("a", "b")))));
    stacks().update(stack.id(), revision("3").renaming(List.of(new Rename("b", "c, \"{d}\""))));

    List<Rename> known = List.of(new Rename("a", "b"), new Rename("b", "c, \"{d}\""));
    assertThat(stacks().renames(stack.id())).isEqualTo(known);
    assertThat(trees().load(claimOne("a")).renames()).isEqualTo(known);
  }

  @Test
  default void aNameIsTakenUntilItsStackIsDeletedAndOnlyWithinItsProject() {
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
  default void aStackIsFoundOnlyInItsOwnProject() {
    StackRecord stack = create("web");

    assertThat(stacks().find("other", "web")).isEmpty();
    assertThat(stacks().find("other", stack.id().toString())).isEmpty();
    assertThat(stacks().list("other", StackQuery.ALL)).isEmpty();
  }

  @Test
  default void aNestedStackLeadsToTheStackItLiesInWithinTheProject() {
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
  default void aDeletedStackTakesNoNewTarget() {
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
  default void twoRequestsForOneNameMakeOneStack() throws Exception {
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
}
