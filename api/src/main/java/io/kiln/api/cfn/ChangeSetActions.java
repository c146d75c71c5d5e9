package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import io.kiln.api.settings.StackPolicy;
import io.kiln.api.settings.StackSettings;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.plans.PlanService;
import io.kiln.engine.convergence.plans.PlanTakenException;
import io.kiln.engine.convergence.plans.StalePlanException;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.convergence.plans.TooManyPlansException;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** The actions that make, execute and forget change sets. */
final class ChangeSetActions {

  private static final String NOTHING =
      "The submitted information didn't contain changes. Submit different information to create a"
          + " change set.";

  private final StackLookup lookup;
  private final Stacks stacks;
  private final Intent intent;
  private final PlanService plans;
  private final ChangeSets sets;
  private final ChangeSetViews views;
  private final StackSettingsStore settings;
  private final Supplier<UUID> ids;

  ChangeSetActions(
      StackLookup lookup,
      Stacks stacks,
      Intent intent,
      PlanService plans,
      ChangeSets sets,
      ChangeSetViews views,
      StackSettingsStore settings,
      Supplier<UUID> ids) {
    this.lookup = lookup;
    this.stacks = stacks;
    this.intent = intent;
    this.plans = plans;
    this.sets = sets;
    this.views = views;
    this.settings = settings;
    this.ids = ids;
  }

  Fields create(Form form, String project) {
    String name = Wanted.name(form, "ChangeSetName");
    String type =
        form.word("ChangeSetType", List.of("CREATE", "UPDATE", "IMPORT")).orElse("UPDATE");
    if (type.equals("IMPORT") || form.flag("ImportExistingResources").orElse(false)) {
      throw Refused.invalid("Change sets that import resources are not supported here.");
    }
    PlanService.Draft draft =
        type.equals("CREATE") ? forNew(form, project, name) : forUpdate(form, project, name);
    ChangeSet set = new ChangeSet(kept(draft));
    return new Fields().text("Id", set.arn()).text("StackId", StackLookup.arn(set));
  }

  private StoredPlan kept(PlanService.Draft draft) {
    try {
      return plans
          .keep(draft)
          .orElseThrow(
              () ->
                  Refused.as(
                      400,
                      "AlreadyExistsException",
                      "ChangeSet %s already exists".formatted(draft.name().orElse(""))));
    } catch (TooManyPlansException e) {
      throw Refused.as(400, "LimitExceededException", String.valueOf(e.getMessage()));
    }
  }

  private PlanService.Draft forNew(Form form, String project, String name) {
    String stackName = Wanted.name(form, "StackName");
    if (lookup.root(project, stackName).isPresent()) {
      throw Refused.invalid(
          "Stack [%s] already exists and cannot be created again with the changeSet [%s]."
              .formatted(stackName, name));
    }
    UUID id = lookup.review(project, stackName).map(ChangeSet::stack).orElseGet(ids);
    Facts facts = Facts.of(form, Facts.NONE).first();
    Wanted wanted = Wanted.of(form, Optional.empty());
    Intent.Worked worked = intent.create(project, stackName, id, wanted);
    return draft(form, project, name, id, stackName, worked, facts, OptionalLong.empty(), Map.of());
  }

  private PlanService.Draft forUpdate(Form form, String project, String name) {
    String named = form.required("StackName");
    Optional<ChangeSet> review = lookup.review(project, named);
    if (review.isPresent() && lookup.root(project, named).isEmpty()) {
      throw Refused.invalid(
          "Stack:%s is in REVIEW_IN_PROGRESS state and can not be updated."
              .formatted(StackLookup.arn(review.get())));
    }
    StackRecord stack = lookup.changed(project, named);
    Intent.mustBeIdle(stack);
    Facts before = Facts.of(settings.of(stack.id()).facts());
    Facts facts = Facts.of(form, before);
    Wanted wanted = Wanted.of(form, Optional.of(intent.source(stack)));
    Intent.Worked worked = intent.update(stack, wanted, facts.differsFrom(before));
    Map<String, String> physicalIds = new HashMap<>();
    for (ResourceState row : stacks.resources(stack.id())) {
      if (row.parent().isEmpty()) {
        physicalIds.put(
            row.name(), row.nested() ? row.id().toString() : row.physicalId().orElse(""));
      }
    }
    return draft(
        form,
        project,
        name,
        stack.id(),
        stack.name(),
        worked,
        facts,
        OptionalLong.of(stack.latestRevision()),
        physicalIds);
  }

  private static PlanService.Draft draft(
      Form form,
      String project,
      String name,
      UUID stack,
      String stackName,
      Intent.Worked worked,
      Facts facts,
      OptionalLong base,
      Map<String, String> physicalIds) {
    return new PlanService.Draft(
        project,
        stack,
        stackName,
        Optional.of(name),
        base.isPresent() ? StoredPlan.Kind.UPDATE : StoredPlan.Kind.CREATE,
        base,
        Optional.of(worked.revision()),
        worked.plan(),
        ChangeSet.details(
            form.text("Description").orElse(""),
            facts.value(),
            worked.changes() ? Optional.empty() : Optional.of(NOTHING),
            physicalIds),
        Optional.empty());
  }

  /** Does exactly what was worked out, or nothing at all. */
  Fields execute(Form form, String project) {
    ChangeSet set = views.named(form, project);
    Optional<String> token = form.text("ClientRequestToken");
    boolean executed = set.plan().traversal().isPresent();
    if (executed && token.isPresent() && token.equals(lastToken(set))) {
      return new Fields();
    }
    String status = views.executionStatus(set);
    if (!status.equals(ChangeSetViews.AVAILABLE)) {
      throw notNow(set, status);
    }
    boolean disableRollback = form.flag("DisableRollback").orElse(set.disableRollback());
    try {
      begin(set, disableRollback, token);
    } catch (StalePlanException e) {
      throw stale(set);
    } catch (PlanTakenException e) {
      throw notNow(set, ChangeSetViews.OBSOLETE);
    }
    return new Fields();
  }

  /** What happens outside may have changed: AWS's clients were not shown it. */
  private void begin(ChangeSet set, boolean disableRollback, Optional<String> token) {
    Value.MapOf facts = Facts.of(set.facts()).with(token).value();
    if (set.creates()) {
      say(set, facts);
    } else {
      Intent.mustBeIdle(lookup.changed(set.project(), set.stack().toString()));
    }
    plans.apply(
        set.plan(),
        new PlanService.Terms(
            false,
            revision -> revision.rollingBack(!disableRollback),
            plan ->
                settings
                    .of(set.stack())
                    .policy()
                    .flatMap(text -> StackPolicy.parse(text).denial(plan))
                    .ifPresent(
                        denial -> {
                          throw Refused.invalid(denial);
                        })));
    if (!set.creates()) {
      say(set, facts);
    }
  }

  private void say(ChangeSet set, Value.MapOf facts) {
    settings.change(
        set.stack(), old -> new StackSettings(old.terminationProtection(), old.policy(), facts));
  }

  private Optional<String> lastToken(ChangeSet set) {
    return Facts.of(settings.of(set.stack()).facts()).token();
  }

  private static RefusedException stale(ChangeSet set) {
    return Refused.as(
        400,
        "InvalidChangeSetStatus",
        ("ChangeSet [%s] is stale: the stack has changed since, and it would do something else by"
                + " now. Make another one.")
            .formatted(set.arn()));
  }

  private static RefusedException notNow(ChangeSet set, String status) {
    return Refused.as(
        400,
        "InvalidChangeSetStatus",
        "ChangeSet [%s] cannot be executed in its current execution status of [%s]"
            .formatted(set.arn(), status));
  }

  Fields delete(Form form, String project) {
    views.find(form, project).ifPresent(set -> sets.remove(set.id()));
    return new Fields();
  }
}
