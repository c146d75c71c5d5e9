package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.changes;
import static io.kiln.engine.convergence.StoreSamples.exactly;
import static io.kiln.engine.convergence.StoreSamples.revision;
import static io.kiln.engine.convergence.StoreSamples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store promises of what a driver writes, and of what others say meanwhile. */
interface CommitContract extends StoreScene {

  @Test
  default void aSignalIsKeptWhateverADriverWritesMeanwhile() {
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
  default void aSignalThatChangesTheTreeSendsItOverItsRevisionAgain() {
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
  default void everyFieldOfAResourceComesBack() {
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
  default void aRowIsOverwrittenByItsIdAndRemoved() {
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
  default void treesDoNotSeeEachOthersRows() {
    StackRecord one = create("one");
    Claim claim = claimOne("w1");
    StackRecord two = create("two");
    trees().commit(claim, 1, changes(row("a")));

    assertThat(stacks().resources(one.id())).hasSize(1);
    assertThat(stacks().resources(two.id())).isEmpty();
  }

  @Test
  default void eventsKeepTheirOrderWithoutGaps() {
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
  default void aSupersededTraversalLeavesItsRowsButDoesNotSettle() {
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
  default void aResourceIsMarkedBrokenAndWellAgainWithAnEventEach() {
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
  default void anEmptyCommitTellsOfANewTraversal() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");

    assertThat(trees().commit(claim, 1, StoreSamples.NOTHING)).isEqualTo(1);
    stacks().retarget(stack.id(), Target.nothing(Action.DELETE));
    assertThat(trees().commit(claim, 1, StoreSamples.NOTHING)).isEqualTo(2);
  }
}
