package io.kiln.engine.convergence.plans;

import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.Errand;
import io.kiln.engine.convergence.InMemoryStore;
import io.kiln.engine.convergence.OperationRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.receipts.InMemoryReceipts;
import io.kiln.engine.convergence.receipts.Receipts;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Plans that nobody keeps for long, beside a store in memory. */
public final class InMemoryPlans implements StoredPlans {

  private static final Comparator<StoredPlan> BY_AGE =
      Comparator.comparing(StoredPlan::createdAt).thenComparing(plan -> plan.id().toString());

  private final Stacks stacks;
  private final InMemoryReceipts receipts;
  private final Map<UUID, StoredPlan> all = new LinkedHashMap<>();

  /** Plans for the stacks of this store. */
  public InMemoryPlans(InMemoryStore store, InMemoryReceipts receipts) {
    this.stacks = store;
    this.receipts = receipts;
    store.onStart(this::take);
  }

  private synchronized void take(OperationRecord operation, Errand errand) {
    errand
        .plan()
        .ifPresent(
            id -> {
              StoredPlan plan = all.get(id);
              if (plan == null || plan.traversal().isPresent()) {
                throw new PlanTakenException();
              }
              all.put(id, plan.carriedOut(operation.id().traversal()));
            });
  }

  @Override
  public synchronized boolean put(StoredPlan plan) {
    boolean taken =
        plan.name().isPresent()
            && all.values().stream()
                .anyMatch(
                    other ->
                        other.stack().equals(plan.stack()) && other.name().equals(plan.name()));
    if (taken) {
      return false;
    }
    Asking.current()
        .errand()
        .receipt()
        .ifPresent(
            attempt ->
                receipts.made(
                    attempt, new Receipts.Made(Receipts.Made.PLAN, plan.id().toString())));
    all.put(plan.id(), plan);
    return true;
  }

  private synchronized List<StoredPlan> fitting(Predicate<StoredPlan> wanted) {
    return all.values().stream().filter(wanted).sorted(BY_AGE).toList();
  }

  @Override
  public Optional<StoredPlan> find(String project, UUID id) {
    return fitting(plan -> plan.project().equals(project) && plan.id().equals(id)).stream()
        .findFirst();
  }

  @Override
  public List<StoredPlan> of(String project, UUID stack) {
    return fitting(plan -> plan.project().equals(project) && plan.stack().equals(stack));
  }

  @Override
  public List<StoredPlan> reviews(String project) {
    return fitting(
            plan ->
                plan.project().equals(project)
                    && plan.creates()
                    && plan.name().isPresent()
                    && plan.traversal().isEmpty())
        .stream()
        .filter(plan -> stacks.find(project, plan.stack().toString()).isEmpty())
        .toList();
  }

  @Override
  public List<StoredPlan> page(
      String project, Optional<OfStack> stack, Optional<Place> after, int limit) {
    return fitting(
            plan -> plan.project().equals(project) && stack.filter(one -> !one.has(plan)).isEmpty())
        .reversed()
        .stream()
        .filter(plan -> after.isEmpty() || isAfter(plan, after.get()))
        .limit(limit)
        .toList();
  }

  private static boolean isAfter(StoredPlan plan, Place place) {
    int age = plan.createdAt().compareTo(place.createdAt());
    return age < 0 || (age == 0 && plan.id().toString().compareTo(place.id().toString()) < 0);
  }

  @Override
  public long count(String project) {
    return fitting(plan -> plan.project().equals(project)).size();
  }

  @Override
  public synchronized void remove(UUID id) {
    all.remove(id);
  }
}
