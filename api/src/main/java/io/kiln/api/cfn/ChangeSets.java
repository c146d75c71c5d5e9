package io.kiln.api.cfn;

import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.convergence.plans.StoredPlans;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The kept plans that have a name. */
record ChangeSets(StoredPlans plans) {

  Optional<ChangeSet> find(String project, UUID id) {
    return plans.find(project, id).filter(plan -> plan.name().isPresent()).map(ChangeSet::new);
  }

  /** All of a stack, the oldest first. */
  List<ChangeSet> of(String project, UUID stack) {
    return named(plans.of(project, stack));
  }

  /** Those of stacks to be that wait to be executed or cannot be, the oldest first. */
  List<ChangeSet> reviews(String project) {
    return named(plans.reviews(project));
  }

  private static List<ChangeSet> named(List<StoredPlan> plans) {
    return plans.stream().filter(plan -> plan.name().isPresent()).map(ChangeSet::new).toList();
  }

  void remove(UUID id) {
    plans.remove(id);
  }
}
