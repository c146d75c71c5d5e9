package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store promises of actions, rollbacks and targets that are given up. */
interface ActionContract extends StoreScene {

  @Test
  default void aRollbackGoesToTheGoodRevisionAtOnce() {
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
        .extracting(event -> event.state() + " " + event.reason())
        .containsExactly("UPDATE_FAILED no luck", "ROLLBACK_IN_PROGRESS Stack ROLLBACK started");
  }

  @Test
  default void anActionGoesOverTheRevisionThereIsAndLeavesTheGoodOneAlone() {
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
        .extracting(event -> event.state() + " " + event.reason())
        .containsExactly(
            "SUSPEND_IN_PROGRESS Stack SUSPEND started", "SUSPEND_COMPLETE Stack SUSPEND ended");
  }

  @Test
  default void whatIsSuspendedAlreadyStaysAsItIsAndACheckIsAlwaysWorthWhile() {
    StackRecord stack = complete(create("web"));
    StackRecord suspended = complete(stacks().ask(stack.id(), Action.SUSPEND));
    assertThat(stacks().ask(stack.id(), Action.SUSPEND)).isEqualTo(suspended);
    assertThat(read(stack)).isEqualTo(suspended);
    StackRecord checked = complete(stacks().ask(stack.id(), Action.CHECK));
    assertThat(stacks().ask(stack.id(), Action.CHECK).traversal())
        .isGreaterThan(checked.traversal());
  }

  @Test
  default void anActionWaitsItsTurn() {
    StackRecord stack = create("web");
    assertThatThrownBy(() -> stacks().ask(stack.id(), Action.CHECK))
        .isInstanceOf(ActionInProgressException.class)
        .hasMessage("Stack web already has an action (CREATE) in progress.");
    assertThat(read(stack)).isEqualTo(stack);
    assertThatThrownBy(() -> stacks().ask(UUID.randomUUID(), Action.CHECK))
        .isInstanceOf(StackNotFoundException.class);
  }

  @Test
  default void aTargetThatIsGivenUpSupersedesWhatRunsAndIsForgottenWithTheNext() {
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
  default void aRollbackOfTheFirstRevisionLeavesNothing() {
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
}
