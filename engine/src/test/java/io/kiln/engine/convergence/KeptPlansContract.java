package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.convergence.plans.PlanTakenException;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.GivenUpException;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.engine.reading.Operation;
import io.kiln.engine.reading.Operations;
import io.kiln.engine.reading.Progress;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stores promise of plans, operations and receipts, which belong to one transaction. */
public abstract class KeptPlansContract {

  private static final String PROJECT = "demo";

  /** An empty store. */
  protected abstract Stacks stacks();

  protected abstract Trees trees();

  protected abstract StoredPlans plans();

  protected abstract Operations operations();

  protected abstract Receipts receipts();

  /** Lets a key be held, or kept, so much longer already. */
  protected abstract void letPass(Duration time);

  private StackRecord create(String name) {
    return stacks().create(UUID.randomUUID(), PROJECT, name, StoreSamples.revision("first"));
  }

  private StackRecord read(UUID stack) {
    return stacks().find(PROJECT, stack.toString()).orElseThrow();
  }

  private StackRecord end(UUID stack, TreeChanges changes) {
    StackRecord now = read(stack);
    Claim claim =
        trees().claim("w", 10, Duration.ofSeconds(30)).stream()
            .filter(found -> found.stack().equals(stack))
            .findFirst()
            .orElseThrow();
    trees().commit(claim, now.traversal(), changes);
    trees().release(claim);
    return read(stack);
  }

  private StackRecord end(StackRecord stack, Status status) {
    return end(stack.id(), StoreSamples.settled(StoreSamples.end(stack.action(), status)));
  }

  private Operation operation(StackRecord begun) {
    return operations().find(PROJECT, OperationId.of(begun)).orElseThrow();
  }

  private StackRecord carryOut(StoredPlan plan) {
    long last = stacks().lastEvent(plan.stack());
    return Asking.also(
        errand -> errand.carryingOut(plan.id(), last),
        () -> stacks().update(plan.stack(), plan.revision().orElseThrow()));
  }

  @Test
  void aPlanComesBackAsItWasInItsProjectOnly() {
    StoredPlan plan = plan(create("web").id(), Optional.of("first"), OptionalLong.of(1));

    assertThat(plans().put(plan)).isTrue();

    StoredPlan kept = plans().find(PROJECT, plan.id()).orElseThrow();
    assertThat(kept).isEqualTo(plan);
    assertThat(kept.hash()).isEqualTo(plan.hash());
    assertThat(
            StoreSamples.exactly(
                Value.map(kept.revision().orElseThrow().source().parameters()).get("password")))
        .isEqualTo("secret \"hunter2\"");
    assertThat(kept.plan().toString())
        .isEqualTo(plan.plan().toString())
        .contains("******")
        .doesNotContain("hunter2");
    assertThat(plans().find("other", plan.id())).isEmpty();
    assertThat(plans().of("other", plan.stack())).isEmpty();
    assertThat(plans().page("other", Optional.empty(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void aNameIsTakenOncePerStackAndManyPlansHaveNone() {
    UUID stack = create("web").id();

    assertThat(plans().put(plan(stack, Optional.of("same"), OptionalLong.of(1)))).isTrue();
    assertThat(plans().put(plan(stack, Optional.of("same"), OptionalLong.of(1)))).isFalse();
    assertThat(plans().put(plan(stack, Optional.empty(), OptionalLong.of(1)))).isTrue();
    assertThat(plans().put(plan(stack, Optional.empty(), OptionalLong.of(1)))).isTrue();
    assertThat(plans().of(PROJECT, stack)).hasSize(3);
    assertThat(plans().count(PROJECT)).isEqualTo(3);
  }

  @Test
  void plansAreListedPageByPage() {
    UUID stack = create("web").id();
    UUID other = create("other").id();
    for (int i = 0; i < 7; i++) {
      plans().put(plan(i % 2 == 0 ? stack : other, Optional.empty(), OptionalLong.of(1)));
    }
    List<StoredPlan> all = plans().page(PROJECT, Optional.empty(), Optional.empty(), 100);
    assertThat(all).hasSize(7);
    StoredPlan third = all.get(2);
    var place = new StoredPlans.Place(third.createdAt(), third.id());

    assertThat(plans().page(PROJECT, Optional.empty(), Optional.of(place), 2))
        .isEqualTo(all.subList(3, 5));
    assertThat(listed(Optional.of(other), "other"))
        .isEqualTo(all.stream().filter(plan -> plan.stack().equals(other)).toList());
  }

  private List<StoredPlan> listed(Optional<UUID> id, String name) {
    var stack = Optional.of(new StoredPlans.OfStack(id, name));
    return plans().page(PROJECT, stack, Optional.empty(), 100);
  }

  @Test
  void plansThatWouldMakeAStackAreListedByItsNameUntilTheyDid() {
    StoredPlan made = plan(UUID.randomUUID(), Optional.empty(), OptionalLong.empty());
    StoredPlan other = plan(UUID.randomUUID(), Optional.empty(), OptionalLong.empty());
    plans().put(made);
    plans().put(other);

    assertThat(listed(Optional.empty(), "web")).containsExactlyInAnyOrder(made, other);
    assertThat(listed(Optional.of(made.stack()), "(its id)")).containsExactly(made);
    assertThat(listed(Optional.empty(), "db")).isEmpty();

    Asking.also(
        errand -> errand.carryingOut(made.id(), 0),
        () -> stacks().create(made.stack(), PROJECT, "web", StoreSamples.revision("first")));
    assertThat(listed(Optional.of(made.stack()), "web"))
        .extracting(StoredPlan::id)
        .containsExactlyInAnyOrder(made.id(), other.id());
    assertThat(listed(Optional.empty(), "web")).containsExactly(other);
  }

  @Test
  void aStackIsInReviewUntilItIsThereAndOnlyByAPlanWithAName() {
    UUID stack = UUID.randomUUID();
    plans().put(plan(stack, Optional.of("first"), OptionalLong.empty()));
    plans().put(plan(UUID.randomUUID(), Optional.empty(), OptionalLong.empty()));

    assertThat(plans().reviews(PROJECT)).extracting(StoredPlan::stack).containsExactly(stack);
    stacks().create(stack, PROJECT, "web", StoreSamples.revision("first"));
    assertThat(plans().reviews(PROJECT)).isEmpty();
  }

  @Test
  void aPlanIsTakenInTheChangeThatCarriesItOutAndNeverAgain() {
    StackRecord stack = end(create("web"), Status.COMPLETE);
    StoredPlan plan = plan(stack.id(), Optional.empty(), OptionalLong.of(1));
    plans().put(plan);

    StackRecord begun = carryOut(plan);

    assertThat(plans().find(PROJECT, plan.id()).orElseThrow().operation())
        .contains(OperationId.of(begun));
    assertThat(operation(begun).begun().plan()).contains(plan.id());
    StackRecord settled = end(begun, Status.COMPLETE);
    assertThatThrownBy(
            () ->
                Asking.also(
                    errand -> errand.carryingOut(plan.id(), stacks().lastEvent(stack.id())),
                    () -> stacks().update(stack.id(), StoreSamples.revision("again"))))
        .isInstanceOf(PlanTakenException.class);
    assertThat(read(stack.id())).isEqualTo(settled);
  }

  @Test
  void ofManyWhoCarryOutAPlanAtOnceOneDoes() throws Exception {
    StackRecord stack = end(create("web"), Status.COMPLETE);
    StoredPlan plan = plan(stack.id(), Optional.empty(), OptionalLong.of(1));
    plans().put(plan);
    long last = stacks().lastEvent(stack.id());
    Callable<Boolean> attempt =
        () -> {
          try {
            Asking.also(
                errand -> errand.carryingOut(plan.id(), last),
                () -> stacks().retarget(stack.id(), Target.nothing(Action.DELETE)));
            return true;
          } catch (PlanTakenException | MovedOnException e) {
            return false;
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int won = 0;
      for (Future<Boolean> one :
          threads.invokeAll(Stream.generate(() -> attempt).limit(8).toList())) {
        won += one.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
    assertThat(read(stack.id()).traversal()).isEqualTo(stack.traversal() + 1);
  }

  @Test
  void aPlanIsNotCarriedOutOnAStackThatMovedOn() {
    StackRecord stack = end(create("web"), Status.COMPLETE);
    StoredPlan plan = plan(stack.id(), Optional.empty(), OptionalLong.of(1));
    plans().put(plan);
    long last = stacks().lastEvent(stack.id());
    stacks().ask(stack.id(), Action.CHECK);
    StackRecord checked = end(read(stack.id()), Status.COMPLETE);

    assertThatThrownBy(
            () ->
                Asking.also(
                    errand -> errand.carryingOut(plan.id(), last),
                    () -> stacks().update(stack.id(), plan.revision().orElseThrow())))
        .isInstanceOf(MovedOnException.class);
    assertThat(read(stack.id())).isEqualTo(checked);
    assertThat(plans().find(PROJECT, plan.id()).orElseThrow().operation()).isEmpty();
    assertThat(stacks().revisions(stack.id())).hasSize(1);
  }

  @Test
  void anOperationRunsUntilItsStackHasSettled() throws Exception {
    StackRecord begun =
        new Asking("ada", Optional.empty())
            .within(() -> Asking.also(errand -> errand.of(2), () -> create("web")));
    end(begun.id(), StoreSamples.events(List.of(StoreSamples.event(begun.id(), "a"))));

    Operation running = operation(begun);
    assertThat(running.state()).isEqualTo(Operation.State.RUNNING);
    assertThat(running.begun().user()).isEqualTo("ada");
    assertThat(running.begun().kind()).isEqualTo(OperationRecord.Kind.CREATE);
    assertThat(running.begun().revision()).hasValue(1);
    assertThat(running.endedAt()).isEmpty();
    assertThat(operations().progress(running))
        .isEqualTo(new Progress(1, OptionalLong.of(2), List.of(), List.of()));

    end(begun, Status.COMPLETE);
    Operation ended = operation(begun);
    assertThat(ended.state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(ended.endedAt()).isPresent();
    assertThat(operations().progress(ended).done()).isEqualTo(2);
    assertThat(operations().find("other", OperationId.of(begun))).isEmpty();
    assertThat(operations().find(PROJECT, new OperationId(begun.id(), 99))).isEmpty();
  }

  @Test
  void anOperationSaysWhatIsAtWorkAndWhatFailed() {
    StackRecord begun = create("web");
    var working = StoreSamples.row("a");
    end(begun.id(), StoreSamples.changes(StoreSamples.working(working)));
    assertThat(operations().progress(operation(begun)).waitsFor())
        .extracting(Progress.Part::path)
        .containsExactly("a");

    var failed = StoreSamples.event(begun.id(), "b");
    end(
        begun.id(),
        StoreSamples.events(
            List.of(
                new StackEvent(
                    0,
                    failed.id(),
                    failed.stack(),
                    "b",
                    "OS::Heat::Value",
                    Optional.empty(),
                    Action.CREATE,
                    Status.FAILED,
                    "no luck",
                    failed.at()))));
    end(begun, Status.FAILED);
    Operation ended = operation(begun);
    assertThat(ended.state()).isEqualTo(Operation.State.FAILED);
    assertThat(ended.reason()).isEqualTo("Stack CREATE ended");
    assertThat(operations().progress(ended).failed())
        .containsExactly(new Progress.Part("b", "OS::Heat::Value", Action.CREATE, "no luck"));
    assertThat(operations().progress(ended).waitsFor()).isEmpty();
  }

  @Test
  void anOperationThatFailsAndGoesBackRunsUntilItIsBack() {
    StackRecord stack = end(create("web"), Status.COMPLETE);
    StackRecord begun = stacks().update(stack.id(), StoreSamples.revision("second"));
    end(begun.id(), StoreSamples.settled(StoreSamples.rollback("no luck")));

    assertThat(operation(begun).state()).isEqualTo(Operation.State.RUNNING);
    assertThat(operation(begun).way()).contains(Operation.Way.RUNNING);
    end(read(stack.id()), Status.COMPLETE);
    assertThat(operation(begun).state()).isEqualTo(Operation.State.FAILED);
    assertThat(operation(begun).way()).contains(Operation.Way.COMPLETE);
    assertThat(operation(begun).reason()).isEqualTo("no luck");
    assertThat(operations().page(PROJECT, Optional.empty(), Optional.empty(), 10))
        .as("the way back is nobody's request")
        .hasSize(2);
  }

  @Test
  void aNewTargetSupersedesAnOperationAndGoingBackCancelsIt() {
    StackRecord stack = end(create("web"), Status.COMPLETE);
    StackRecord second = stacks().update(stack.id(), StoreSamples.revision("second"));
    StackRecord third =
        stacks().update(stack.id(), StoreSamples.revision("third").because(Origin.rollback(1)));
    StackRecord back = stacks().retarget(stack.id(), Target.revision(Action.ROLLBACK, 1));

    assertThat(operation(second).state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(operation(third).state()).isEqualTo(Operation.State.CANCELLED);
    assertThat(operation(third).begun().kind()).isEqualTo(OperationRecord.Kind.ROLLBACK);
    assertThat(operation(back).state()).isEqualTo(Operation.State.RUNNING);
    end(back, Status.COMPLETE);
    assertThat(operation(back).state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void anOperationThatIsGivenUpEndsCancelled() {
    StackRecord begun = create("web");
    stacks().halt(begun.id());

    assertThat(operation(begun).isCancelling()).isTrue();
    end(begun.id(), StoreSamples.settled(StoreSamples.end(Action.CREATE, Status.FAILED)));
    assertThat(operation(begun).state()).isEqualTo(Operation.State.CANCELLED);
  }

  @Test
  void onlyWhatAStackIsDoingIsGivenUp() {
    StackRecord begun = create("web");
    UnaryOperator<Errand> during = errand -> errand.during(begun.traversal());
    StackRecord second = stacks().update(begun.id(), StoreSamples.revision("second"));

    assertThatThrownBy(() -> Asking.also(during, () -> stacks().halt(begun.id())))
        .isInstanceOf(MovedOnException.class);
    assertThat(read(begun.id())).isEqualTo(second);
  }

  @Test
  void operationsAreListedNewestFirstPageByPage() {
    StackRecord web = end(create("web"), Status.COMPLETE);
    end(create("db"), Status.COMPLETE);
    for (int i = 0; i < 4; i++) {
      end(stacks().update(web.id(), StoreSamples.revision("r" + i)), Status.COMPLETE);
    }
    List<Operation> all = operations().page(PROJECT, Optional.empty(), Optional.empty(), 100);

    assertThat(all)
        .hasSize(6)
        .isSortedAccordingTo((one, two) -> two.begun().begunAt().compareTo(one.begun().begunAt()));
    assertThat(
            operations()
                .page(PROJECT, Optional.empty(), Optional.of(Operations.after(all.get(1))), 3))
        .isEqualTo(all.subList(2, 5));
    assertThat(operations().page(PROJECT, Optional.of(web.id()), Optional.empty(), 100)).hasSize(5);
    assertThat(operations().page("other", Optional.empty(), Optional.empty(), 100)).isEmpty();
  }

  private static Receipt attempt(String key) {
    return new Receipt("demo/ada", key, UUID.randomUUID());
  }

  @Test
  void aRequestIsAnsweredOnceAndThenRepeated() {
    Receipt first = attempt("k");
    var answer = new Receipts.Answer(202, Map.of("Location", "/somewhere"), "{\"a\": 1}");

    assertThat(receipts().take(first, "POST /x body")).isInstanceOf(Receipts.Found.Fresh.class);
    assertThat(receipts().take(attempt("k"), "POST /x body"))
        .isInstanceOf(Receipts.Found.UnderWay.class);
    assertThat(receipts().take(attempt("k"), "POST /x other"))
        .isInstanceOf(Receipts.Found.Other.class);
    assertThat(receipts().take(new Receipt("demo/bob", "k", UUID.randomUUID()), "POST /x other"))
        .isInstanceOf(Receipts.Found.Fresh.class);
    receipts().answered(first, answer);
    assertThat(receipts().take(attempt("k"), "POST /x body"))
        .isEqualTo(new Receipts.Found.Answered(answer));
    assertThat(receipts().take(attempt("k"), "POST /x other"))
        .isInstanceOf(Receipts.Found.Other.class);
  }

  @Test
  void whatCameToNothingMayBeTriedAgain() {
    Receipt first = attempt("k");
    receipts().take(first, "r");
    receipts().giveUp(attempt("k"));
    assertThat(receipts().take(attempt("k"), "r")).isInstanceOf(Receipts.Found.UnderWay.class);
    receipts().giveUp(first);
    assertThat(receipts().take(attempt("k"), "r")).isInstanceOf(Receipts.Found.Fresh.class);
  }

  @Test
  void aCrashAfterTheWorkLeavesWhatWasMade() {
    Receipt first = attempt("k");
    receipts().take(first, "r");
    StackRecord begun = Asking.also(errand -> errand.answering(first), () -> create("web"));
    // Here the process dies; nobody ever answers.
    receipts().giveUp(first);

    assertThat(receipts().take(attempt("k"), "r"))
        .isEqualTo(
            new Receipts.Found.Done(
                new Receipts.Made(Receipts.Made.OPERATION, OperationId.of(begun).toString())
                    .toString()));
  }

  @Test
  void aCrashBeforeTheWorkLetsAnotherAttemptDoItAndTheFirstOneNeverMore() {
    Receipt first = attempt("k");
    receipts().take(first, "r");
    // Here the process dies, or stalls.
    letPass(Receipts.HELD);
    Receipt second = attempt("k");
    assertThat(receipts().take(second, "r")).isInstanceOf(Receipts.Found.Fresh.class);

    assertThatThrownBy(() -> Asking.also(errand -> errand.answering(first), () -> create("web")))
        .isInstanceOf(GivenUpException.class);
    assertThat(stacks().find(PROJECT, "web")).isEmpty();
    Asking.also(errand -> errand.answering(second), () -> create("web"));
    assertThat(stacks().find(PROJECT, "web")).isPresent();
  }

  @Test
  void aPlanThatIsKeptIsWhatItsRequestMade() {
    Receipt first = attempt("k");
    receipts().take(first, "r");
    StoredPlan plan = plan(UUID.randomUUID(), Optional.empty(), OptionalLong.empty());
    assertThat(Asking.also(errand -> errand.answering(first), () -> plans().put(plan))).isTrue();

    assertThat(receipts().take(attempt("k"), "r"))
        .isEqualTo(
            new Receipts.Found.Done(
                new Receipts.Made(Receipts.Made.PLAN, plan.id().toString()).toString()));
  }

  @Test
  void aKeyMeansAnotherRequestAfterADay() {
    Receipt first = attempt("k");
    receipts().take(first, "r");
    receipts().answered(first, new Receipts.Answer(201, Map.of(), ""));
    letPass(Receipts.KEPT.plusSeconds(1));

    assertThat(receipts().take(attempt("k"), "other")).isInstanceOf(Receipts.Found.Fresh.class);
  }
}
