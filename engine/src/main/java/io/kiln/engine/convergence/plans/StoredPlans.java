package io.kiln.engine.convergence.plans;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where plans are kept. They go with their stack. One is taken in the very transaction that begins
 * what it says ({@link io.kiln.engine.convergence.Errand#plan}): so it is carried out once, whoever
 * else tries and whatever dies.
 */
public interface StoredPlans {

  /**
   * Keeps a new one.
   *
   * @return false when its stack has another one of that name
   */
  boolean put(StoredPlan plan);

  /** By its id. */
  Optional<StoredPlan> find(String project, UUID id);

  /** All of a stack, the oldest first. */
  List<StoredPlan> of(String project, UUID stack);

  /** Those with a name of stacks to be that were not carried out, the oldest first. */
  List<StoredPlan> reviews(String project);

  /**
   * A page of a project's, the newest first.
   *
   * @param stack only this one's
   */
  List<StoredPlan> page(String project, Optional<OfStack> stack, Optional<Place> after, int limit);

  /**
   * A stack that is asked for by its name or id, and need not be there yet: each plan of a create
   * gives its stack an id of its own.
   *
   * @param id of the one there is, or of one to be
   * @param name those that would make a stack of this name are among its plans
   */
  record OfStack(Optional<UUID> id, String name) {

    /** Whether a plan is one of its. */
    boolean has(StoredPlan plan) {
      return id.filter(plan.stack()::equals).isPresent()
          || (plan.creates() && plan.traversal().isEmpty() && plan.stackName().equals(name));
    }
  }

  /** Where a page ended. */
  record Place(Instant createdAt, UUID id) {}

  /** How many a project has. */
  long count(String project);

  /** Forgets one; it is no error when there is none. */
  void remove(UUID id);
}
