package io.kiln.api.cfn;

import io.kiln.api.http.Shown;
import io.kiln.engine.planning.Change;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan as change sets show one: the resources of the stack itself, each with what happens to it.
 * What happens within a nested stack is a change of the resource that it is.
 */
final class PlanChanges {

  private static final JsonMapper JSON = new JsonMapper();

  private PlanChanges() {}

  /**
   * The changes.
   *
   * @param physicalIds what the outside world calls the resources that there are, by name
   */
  static Value.ListOf of(Plan plan, Map<String, String> physicalIds) {
    Map<String, List<Plan.Planned>> byResource = new LinkedHashMap<>();
    for (Plan.Planned step : plan.steps()) {
      if (step.verb() != Plan.Verb.MOVE) {
        byResource
            .computeIfAbsent(step.path().replaceFirst("/.*", ""), _ -> new ArrayList<>())
            .add(step);
      }
    }
    List<Value> changes = new ArrayList<>();
    byResource.forEach(
        (resource, steps) -> {
          SequencedMap<String, Value> change = new LinkedHashMap<>();
          change.put("Type", Value.text("Resource"));
          change.put(
              "ResourceChange",
              change(resource, steps, Optional.ofNullable(physicalIds.get(resource))));
          changes.add(Value.map(change));
        });
    return Value.list(changes);
  }

  private static Value change(
      String resource, List<Plan.Planned> steps, Optional<String> physicalId) {
    Optional<Plan.Planned> itself =
        steps.stream().filter(step -> step.path().equals(resource)).findFirst();
    Plan.Verb verb =
        itself
            .map(Plan.Planned::verb)
            .orElse(physicalId.isPresent() ? Plan.Verb.UPDATE : Plan.Verb.CREATE);
    SequencedMap<String, Value> change = new LinkedHashMap<>();
    change.put("Action", Value.text(action(verb)));
    change.put("LogicalResourceId", Value.text(resource));
    physicalId.ifPresent(id -> change.put("PhysicalResourceId", Value.text(id)));
    change.put("ResourceType", Value.text(itself.orElse(steps.getFirst()).type()));
    boolean modified = verb == Plan.Verb.UPDATE || verb == Plan.Verb.REPLACE;
    if (modified) {
      change.put("Replacement", Value.text(verb == Plan.Verb.REPLACE ? "True" : "False"));
    }
    List<Change> properties = itself.map(Plan.Planned::changes).orElse(List.of());
    Set<String> scope = new LinkedHashSet<>();
    List<Value> details = new ArrayList<>();
    for (Change property : modified ? properties : List.<Change>of()) {
      scope.add(attribute(property));
      details.add(detail(property));
    }
    if (modified && details.isEmpty()) {
      scope.add("Properties");
      details.add(automatic());
    }
    change.put("Scope", Value.list(scope.stream().map(Value::text).toList()));
    change.put("Details", Value.list(details));
    return Value.map(change);
  }

  private static String action(Plan.Verb verb) {
    return switch (verb) {
      case CREATE -> "Add";
      case UPDATE, REPLACE, MOVE -> "Modify";
      case ADOPT -> "Import";
      case DELETE -> "Remove";
    };
  }

  private static String attribute(Change change) {
    return change.property().equals("metadata") ? "Metadata" : "Properties";
  }

  private static Value detail(Change change) {
    boolean known = change.after().filter(value -> !value.known()).isEmpty();
    SequencedMap<String, Value> target = new LinkedHashMap<>();
    target.put("Attribute", Value.text(attribute(change)));
    target.put("Name", Value.text(change.property()));
    target.put(
        "RequiresRecreation",
        Value.text(change.forcesReplacement() ? known ? "Always" : "Conditionally" : "Never"));
    change.before().ifPresent(value -> target.put("BeforeValue", Value.text(shown(value))));
    change.after().ifPresent(value -> target.put("AfterValue", Value.text(shown(value))));
    return detail(
        target, known ? "Static" : "Dynamic", known ? "DirectModification" : "ResourceAttribute");
  }

  /** It is changed for another reason than a property: what it holds changes, or it is broken. */
  private static Value automatic() {
    SequencedMap<String, Value> target = new LinkedHashMap<>();
    target.put("Attribute", Value.text("Properties"));
    target.put("RequiresRecreation", Value.text("Never"));
    return detail(target, "Dynamic", "Automatic");
  }

  private static Value detail(
      SequencedMap<String, Value> target, String evaluation, String changeSource) {
    SequencedMap<String, Value> detail = new LinkedHashMap<>();
    detail.put("Target", Value.map(target));
    detail.put("Evaluation", Value.text(evaluation));
    detail.put("ChangeSource", Value.text(changeSource));
    return Value.map(detail);
  }

  /** What must not be shown is masked before it is kept. */
  private static String shown(Value value) {
    if (!value.known()) {
      return "{{changeSet:KNOWN_AFTER_APPLY}}";
    }
    return value instanceof Value.Text && !value.sensitive()
        ? value.toString()
        : JSON.writeValueAsString(Shown.masked(value));
  }
}
