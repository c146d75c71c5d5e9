package io.kiln.api.cfn;

import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * A kept plan with a name, as CloudFormation's clients know it.
 *
 * @param plan what is kept
 */
record ChangeSet(StoredPlan plan) {

  /**
   * What is kept with the plan.
   *
   * @param facts what goes into the stack's settings with it
   * @param refused why it can never be executed; empty when it can
   * @param physicalIds what the outside world calls the resources that there were, by name
   */
  static Value.MapOf details(
      String description,
      Value.MapOf facts,
      Optional<String> refused,
      Map<String, String> physicalIds) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("description", Value.text(description));
    map.put("facts", facts);
    refused.ifPresent(reason -> map.put("refused", Value.text(reason)));
    SequencedMap<String, Value> ids = new LinkedHashMap<>();
    physicalIds.forEach((name, id) -> ids.put(name, Value.text(id)));
    map.put("physical_ids", Value.map(ids));
    return Value.map(map);
  }

  UUID id() {
    return plan.id();
  }

  String project() {
    return plan.project();
  }

  /** The id of its stack, or the one the stack will have. */
  UUID stack() {
    return plan.stack();
  }

  String stackName() {
    return plan.stackName();
  }

  String name() {
    return plan.name().orElseThrow();
  }

  Instant createdAt() {
    return plan.createdAt();
  }

  /** Whether it makes a stack that there is not yet. */
  boolean creates() {
    return plan.creates();
  }

  private NewRevision revision() {
    return plan.revision().orElseThrow();
  }

  StackSource source() {
    return revision().source();
  }

  boolean disableRollback() {
    return revision().disableRollback();
  }

  String description() {
    return plan.details().get("description").toString();
  }

  Value.MapOf facts() {
    return map("facts");
  }

  Optional<String> refused() {
    return Optional.ofNullable(plan.details().entries().get("refused")).map(Value::toString);
  }

  /** The plan in CloudFormation's words. */
  Value.ListOf changes() {
    Map<String, String> ids = new LinkedHashMap<>();
    map("physical_ids").entries().forEach((name, id) -> ids.put(name, id.toString()));
    return PlanChanges.of(plan.plan(), ids);
  }

  private Value.MapOf map(String key) {
    return plan.details().get(key) instanceof Value.MapOf map ? map : Value.MapOf.EMPTY;
  }

  /** How clients name it for good; beside {@code StackIdentity#arn}. */
  String arn() {
    return "arn:openstack:heat::%s:changeSet/%s/%s".formatted(project(), name(), id());
  }
}
