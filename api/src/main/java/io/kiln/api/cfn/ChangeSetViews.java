package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Node;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.plans.PlanService;
import io.kiln.engine.reading.Operation;
import io.kiln.engine.reading.Operations;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Change sets as they are shown. */
final class ChangeSetViews {

  static final String AVAILABLE = "AVAILABLE";
  static final String OBSOLETE = "OBSOLETE";

  private static final Pattern ARN =
      Pattern.compile(
          "arn:[^:]*:[^:]*:[^:]*:([^:]*):changeSet/([^/]+)/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");

  private final StackLookup lookup;
  private final PlanService plans;
  private final Operations operations;
  private final ChangeSets sets;
  private final ParameterTexts parameters;

  ChangeSetViews(
      StackLookup lookup,
      PlanService plans,
      Operations operations,
      ChangeSets sets,
      ParameterTexts parameters) {
    this.lookup = lookup;
    this.plans = plans;
    this.operations = operations;
    this.sets = sets;
    this.parameters = parameters;
  }

  /**
   * The change set that a request names.
   *
   * @throws RefusedException when there is none
   */
  ChangeSet named(Form form, String project) {
    return find(form, project)
        .orElseThrow(
            () ->
                Refused.as(
                    404,
                    "ChangeSetNotFound",
                    "ChangeSet [%s] does not exist".formatted(form.required("ChangeSetName"))));
  }

  Optional<ChangeSet> find(Form form, String project) {
    String name = form.required("ChangeSetName");
    Matcher arn = ARN.matcher(name);
    if (arn.matches()) {
      return arn.group(1).equals(project)
          ? sets.find(project, UUID.fromString(arn.group(3)))
              .filter(set -> set.name().equals(arn.group(2)))
          : Optional.empty();
    }
    if (!form.has("StackName")) {
      throw Refused.invalid(
          "StackName must be specified if ChangeSetName is not specified as an ARN.");
    }
    return sets.of(project, stack(form.required("StackName"), project)).stream()
        .filter(set -> set.name().equals(name))
        .findFirst();
  }

  private UUID stack(String named, String project) {
    return lookup
        .root(project, named)
        .map(StackRecord::id)
        .or(() -> lookup.review(project, named).map(ChangeSet::stack))
        .orElseThrow(() -> Refused.invalid("Stack [%s] does not exist".formatted(named)));
  }

  Fields list(Form form, String project) {
    List<ChangeSet> all = sets.of(project, stack(form.required("StackName"), project));
    return Page.of(all, form).put("Summaries", set -> head(set, new Fields()));
  }

  Fields describe(Form form, String project) {
    ChangeSet set = named(form, project);
    boolean values = form.flag("IncludePropertyValues").orElse(false);
    List<Value> changes = set.changes().items();
    Page<Value> page = Page.of(changes, form);
    Fields fields = head(set, new Fields());
    fields.members(
        "Parameters",
        parameters.of(
            set.source(), new StackIdentity(project, set.stackName(), set.stack().toString())));
    Facts.of(set.facts()).shown(fields);
    fields.put("RollbackConfiguration", new Fields());
    fields.text("OnStackFailure", set.disableRollback() ? "DO_NOTHING" : "ROLLBACK");
    List<Node> shown = new ArrayList<>();
    page.items().forEach(change -> shown.add(Fields.of(values ? change : withoutValues(change))));
    return fields.members("Changes", shown).text("NextToken", page.next());
  }

  private Fields head(ChangeSet set, Fields fields) {
    return fields
        .text("ChangeSetName", set.name())
        .text("ChangeSetId", set.arn())
        .text("StackId", StackLookup.arn(set))
        .text("StackName", set.stackName())
        .text("Description", Optional.of(set.description()))
        .time("CreationTime", set.createdAt())
        .text("ExecutionStatus", executionStatus(set))
        .text("Status", set.refused().isPresent() ? "FAILED" : "CREATE_COMPLETE")
        .text("StatusReason", set.refused())
        .flag("IncludeNestedStacks", false);
  }

  /** What came of it, as far as that can be told from what became of its revision. */
  String executionStatus(ChangeSet set) {
    if (set.refused().isPresent()) {
      return "UNAVAILABLE";
    }
    if (set.plan().operation().isPresent()) {
      return operations
          .find(set.project(), set.plan().operation().get())
          .map(ChangeSetViews::executed)
          .orElse("EXECUTE_COMPLETE"); // so long ago that nobody knows
    }
    return plans.staleness(set.plan()).isPresent() ? OBSOLETE : AVAILABLE;
  }

  private static String executed(Operation operation) {
    return switch (operation.state()) {
      case RUNNING -> operation.way().isPresent() ? "EXECUTE_FAILED" : "EXECUTE_IN_PROGRESS";
      case SUCCEEDED -> "EXECUTE_COMPLETE";
      case FAILED, SUPERSEDED, CANCELLED -> "EXECUTE_FAILED";
    };
  }

  /** AWS shows them to those only who ask. */
  private static Value withoutValues(Value value) {
    return switch (value) {
      case Value.MapOf map -> {
        SequencedMap<String, Value> kept = new LinkedHashMap<>();
        map.entries()
            .forEach(
                (key, inner) -> {
                  if (!key.equals("BeforeValue") && !key.equals("AfterValue")) {
                    kept.put(key, withoutValues(inner));
                  }
                });
        yield Value.map(kept);
      }
      case Value.ListOf list ->
          Value.list(list.items().stream().map(ChangeSetViews::withoutValues).toList());
      case Value.Text _, Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _ -> value;
    };
  }
}
