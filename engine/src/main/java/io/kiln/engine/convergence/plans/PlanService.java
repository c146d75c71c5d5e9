package io.kiln.engine.convergence.plans;

import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.InvalidStackException;
import io.kiln.engine.convergence.MovedOnException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.OvertakenRevisionException;
import io.kiln.engine.convergence.StackExistsException;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Keeps plans, and carries one out exactly as it stands: what was shown is worked out once more,
 * and begins only when it comes out the same and nothing has happened to the stack since.
 */
public final class PlanService {

  /** How often a plan is compared anew because something happened to the stack meanwhile. */
  private static final int ATTEMPTS = 5;

  /** Of a project, over all its stacks; a plan that nobody wants goes when its time is over. */
  public static final int MOST_OF_PROJECT = 5_000;

  private final StackService service;
  private final Stacks stacks;
  private final StoredPlans plans;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  /** Keeps plans here, and carries them out by this. */
  public PlanService(
      StackService service,
      Stacks stacks,
      StoredPlans plans,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.service = service;
    this.stacks = stacks;
    this.plans = plans;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is to be kept.
   *
   * @param plan as it was worked out
   * @param lifetime how long it can be carried out; empty for as long as it fits
   */
  public record Draft(
      String project,
      UUID stack,
      String stackName,
      Optional<String> name,
      StoredPlan.Kind kind,
      OptionalLong base,
      Optional<NewRevision> revision,
      Plan plan,
      Value.MapOf details,
      Optional<Duration> lifetime) {}

  /**
   * Keeps a plan.
   *
   * @return nothing when its stack has another one of that name
   * @throws TooManyPlansException when there are too many that wait
   */
  public Optional<StoredPlan> keep(Draft draft) {
    UUID id = ids.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as a database keeps it
    var plan =
        new StoredPlan(
            id,
            draft.project(),
            draft.stack(),
            draft.stackName(),
            draft.name(),
            draft.kind(),
            draft.base(),
            draft.revision(),
            WrittenPlan.of(draft.plan(), id),
            draft.details(),
            Asking.current().user(),
            now,
            draft.lifetime().map(now::plus),
            OptionalLong.empty());
    makeRoom(plan, now);
    return plans.put(plan) ? Optional.of(plan) : Optional.empty();
  }

  /** A client that makes one with every deployment never has to clean up. */
  private void makeRoom(StoredPlan next, Instant now) {
    List<StoredPlan> all = plans.of(next.project(), next.stack());
    if (all.size() >= StoredPlan.MOST) {
      StoredPlan oldest =
          all.stream()
              .filter(plan -> !waits(plan, now))
              .findFirst()
              .orElseThrow(
                  () ->
                      new TooManyPlansException(
                          "Stack %s has %d plans that wait to be carried out: delete some."
                              .formatted(next.stackName(), StoredPlan.MOST)));
      plans.remove(oldest.id());
    }
    if (plans.count(next.project()) >= MOST_OF_PROJECT) {
      throw new TooManyPlansException(
          "The project has %d plans: delete some, or wait until their time is over."
              .formatted(MOST_OF_PROJECT));
    }
  }

  private boolean waits(StoredPlan plan, Instant now) {
    return plan.traversal().isEmpty() && !plan.expired(now) && staleness(plan).isEmpty();
  }

  /**
   * Why a plan cannot be carried out any more, as far as that is told without working it out again.
   */
  public Optional<String> staleness(StoredPlan plan) {
    Optional<StackRecord> stack =
        stacks
            .find(plan.project(), plan.creates() ? plan.stackName() : plan.stack().toString())
            .filter(found -> found.deletedAt().isEmpty());
    if (plan.creates()) {
      return stack.map(_ -> "There is a stack %s by now.".formatted(plan.stackName()));
    }
    long base = plan.base().orElseThrow();
    return stack
        .map(
            found ->
                found.latestRevision() == base
                    ? Optional.<String>empty()
                    : Optional.of(
                        "Stack %s is at revision %d by now; the plan was made of revision %d."
                            .formatted(found.name(), found.latestRevision(), base)))
        .orElseGet(() -> Optional.of("Stack %s is gone.".formatted(plan.stackName())));
  }

  /**
   * On what terms a plan is carried out.
   *
   * @param outside whether it is another plan when something else is done outside
   * @param revision what becomes of its revision besides
   * @param approval what else is asked of the plan; throws what the caller is to be told
   */
  public record Terms(
      boolean outside, UnaryOperator<NewRevision> revision, Consumer<Plan> approval) {
    /** All of it as it was shown. */
    public static final Terms EXACTLY = new Terms(true, revision -> revision, _ -> {});
  }

  /**
   * Carries a plan out, once: whoever comes later is told what the first one began.
   *
   * @throws StalePlanException when it is not what would happen by now; nothing is begun then
   * @throws PlanTakenException when it is gone
   */
  public OperationId apply(StoredPlan plan, Terms terms) {
    if (plan.operation().isPresent()) {
      return plan.operation().get();
    }
    if (plan.expired(clock.instant())) {
      throw new StalePlanException(
          "expired-plan", "It could be carried out until %s.".formatted(plan.expiresAt().get()));
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<OperationId> begun = attempt(plan, terms);
      if (begun.isPresent()) {
        return begun.get();
      }
    }
    throw new StalePlanException(
        "busy-stack", "Stack %s changes while the plan is compared.".formatted(plan.stackName()));
  }

  /** Nothing when something happened while the plan was compared. */
  private Optional<OperationId> attempt(StoredPlan plan, Terms terms) {
    try {
      return Optional.of(OperationId.of(begin(plan, terms)));
    } catch (MovedOnException e) {
      return carriedOut(plan);
    } catch (StackExistsException | StackNotFoundException | OvertakenRevisionException e) {
      return Optional.of(carriedOut(plan).orElseThrow(() -> stale(plan)));
    } catch (InvalidStackException e) {
      return Optional.of(carriedOut(plan).orElseThrow(() -> new StalePlanException(errors(e))));
    } catch (StalePlanException | PlanTakenException e) {
      return Optional.of(carriedOut(plan).orElseThrow(() -> e));
    }
  }

  private static List<Diagnostic> errors(InvalidStackException e) {
    return e.diagnostics().stream()
        .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
        .toList();
  }

  /** Somebody else may have carried out this very plan: then nothing of it is stale. */
  private Optional<OperationId> carriedOut(StoredPlan plan) {
    return plans.find(plan.project(), plan.id()).flatMap(StoredPlan::operation);
  }

  private StalePlanException stale(StoredPlan plan) {
    return new StalePlanException(
        "stale-revision",
        staleness(plan).orElse("Stack %s changed meanwhile.".formatted(plan.stackName())));
  }

  private StackRecord begin(StoredPlan plan, Terms terms) {
    if (plan.creates()) {
      return carryingOut(
          plan,
          0,
          () ->
              service.create(
                  plan.project(),
                  plan.stackName(),
                  plan.stack(),
                  terms.revision().apply(plan.revision().orElseThrow()),
                  found -> approve(plan, found, terms)));
    }
    String stack = plan.stack().toString();
    long base = plan.base().orElseThrow();
    StackRecord found = service.living(plan.project(), stack);
    long lastEvent = stacks.lastEvent(found.id());
    if (found.latestRevision() != base) {
      throw new OvertakenRevisionException(base, found.latestRevision());
    }
    return carryingOut(
        plan,
        lastEvent,
        () ->
            plan.revision().isPresent()
                ? service.update(
                    plan.project(),
                    stack,
                    terms.revision().apply(plan.revision().get()).madeFrom(base),
                    now -> approve(plan, now, terms))
                : service.delete(plan.project(), stack, now -> approve(plan, now, terms)));
  }

  private static StackRecord carryingOut(
      StoredPlan plan, long lastEvent, Supplier<StackRecord> begin) {
    return Asking.also(errand -> errand.carryingOut(plan.id(), lastEvent), begin);
  }

  private static void approve(StoredPlan kept, Plan now, Terms terms) {
    List<Diagnostic> differences =
        PlanDifferences.between(kept.written(), WrittenPlan.of(now, kept.id()), terms.outside());
    if (!differences.isEmpty()) {
      throw new StalePlanException(differences);
    }
    terms.approval().accept(now);
  }
}
