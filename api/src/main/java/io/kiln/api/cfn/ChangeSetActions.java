package io.kiln.api.cfn;

import io.kiln.api.cfn.changeset.ChangeSet;
import io.kiln.api.cfn.changeset.ChangeSets;
import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import io.kiln.api.settings.StackSettings;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.engine.convergence.InvalidStackException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.OvertakenRevisionException;
import io.kiln.engine.convergence.StackExistsException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.ResourceState;
import java.time.InstantSource;
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
  private final StackService service;
  private final Stacks stacks;
  private final Intent intent;
  private final ChangeSets sets;
  private final ChangeSetViews views;
  private final StackSettingsStore settings;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  ChangeSetActions(
      StackLookup lookup,
      StackService service,
      Stacks stacks,
      Intent intent,
      ChangeSets sets,
      ChangeSetViews views,
      StackSettingsStore settings,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.lookup = lookup;
    this.service = service;
    this.stacks = stacks;
    this.intent = intent;
    this.sets = sets;
    this.views = views;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  Fields create(Form form, String project) {
    String name = Wanted.name(form, "ChangeSetName");
    String type =
        form.word("ChangeSetType", List.of("CREATE", "UPDATE", "IMPORT")).orElse("UPDATE");
    if (type.equals("IMPORT") || form.flag("ImportExistingResources").orElse(false)) {
      throw Refused.invalid("Change sets that import resources are not supported here.");
    }
    ChangeSet set =
        type.equals("CREATE") ? forNew(form, project, name) : forUpdate(form, project, name);
    makeRoom(set);
    if (!sets.put(set)) {
      throw Refused.as(
          400, "AlreadyExistsException", "ChangeSet %s already exists".formatted(set.arn()));
    }
    return new Fields().text("Id", set.arn()).text("StackId", StackLookup.arn(set));
  }

  private ChangeSet forNew(Form form, String project, String name) {
    String stackName = Wanted.name(form, "StackName");
    if (lookup.root(project, stackName).isPresent()) {
      throw Refused.invalid(
          "Stack [%s] already exists and cannot be created again with the changeSet [%s]."
              .formatted(stackName, name));
    }
    UUID id = lookup.review(project, stackName).map(ChangeSet::stack).orElseGet(ids);
    Facts facts = Facts.of(form, Facts.NONE).first();
    Wanted wanted = Wanted.of(form, Optional.empty());
    Intent.Worked worked = intent.create(project, stackName, wanted);
    return set(form, project, name, id, stackName, worked, facts, OptionalLong.empty(), Map.of());
  }

  private ChangeSet forUpdate(Form form, String project, String name) {
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
    return set(
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

  private ChangeSet set(
      Form form,
      String project,
      String name,
      UUID stack,
      String stackName,
      Intent.Worked worked,
      Facts facts,
      OptionalLong base,
      Map<String, String> physicalIds) {
    NewRevision revision = worked.revision();
    return new ChangeSet(
        ids.get(),
        project,
        stack,
        stackName,
        name,
        form.text("Description").orElse(""),
        clock.instant(),
        revision.source(),
        revision.disableRollback(),
        revision.timeout(),
        facts.value(),
        worked.changes() ? Optional.empty() : Optional.of(NOTHING),
        base,
        PlanChanges.fingerprint(worked.plan()),
        PlanChanges.of(worked.plan(), physicalIds),
        OptionalLong.empty());
  }

  /** A client that makes one with every deployment never has to clean up. */
  private void makeRoom(ChangeSet next) {
    List<ChangeSet> all = sets.of(next.project(), next.stack());
    if (all.size() < ChangeSet.MOST) {
      return;
    }
    ChangeSet oldest =
        all.stream()
            .filter(set -> !set.isOpen() || isOvertaken(set))
            .findFirst()
            .orElseThrow(
                () ->
                    Refused.as(
                        400,
                        "LimitExceededException",
                        "Stack %s has %d change sets that wait to be executed: delete some."
                            .formatted(next.stackName(), ChangeSet.MOST)));
    sets.remove(oldest.id());
  }

  private boolean isOvertaken(ChangeSet set) {
    return views.executionStatus(set).equals(ChangeSetViews.OBSOLETE);
  }

  /** Does exactly what was worked out, or nothing at all. */
  Fields execute(Form form, String project) {
    ChangeSet set = views.named(form, project);
    Optional<String> token = form.text("ClientRequestToken");
    if (set.executed().isPresent() && token.isPresent() && token.equals(lastToken(set))) {
      return new Fields();
    }
    String status = views.executionStatus(set);
    if (!status.equals(ChangeSetViews.AVAILABLE)) {
      throw notNow(set, status);
    }
    boolean disableRollback = form.flag("DisableRollback").orElse(set.disableRollback());
    long next = set.base().orElse(0) + 1;
    if (!sets.take(set.id(), next)) {
      throw notNow(set, "EXECUTE_IN_PROGRESS");
    }
    boolean begun = false;
    try {
      begin(set, disableRollback, token);
      begun = true;
    } catch (InvalidStackException | OvertakenRevisionException | StackExistsException e) {
      throw stale(set);
    } finally {
      if (!begun) {
        sets.release(set.id());
      }
    }
    return new Fields();
  }

  private void begin(ChangeSet set, boolean disableRollback, Optional<String> token) {
    var wanted = new Wanted(set.source(), disableRollback, set.timeout());
    Facts facts = Facts.of(set.facts()).with(token);
    if (set.creates()) {
      Intent.Worked worked = intent.create(set.project(), set.stackName(), wanted);
      mustBeTheSame(set, worked);
      settings.change(
          set.stack(),
          old -> new StackSettings(old.terminationProtection(), old.policy(), facts.value()));
      service.create(set.project(), set.stackName(), set.stack(), worked.revision());
      return;
    }
    StackRecord stack = service.living(set.project(), set.stack().toString());
    Intent.mustBeIdle(stack);
    Intent.Worked worked = intent.update(stack, wanted, true);
    mustBeTheSame(set, worked);
    settings
        .of(stack.id())
        .policy()
        .ifPresent(text -> StackPolicy.parse(text).check(worked.plan()));
    service.update(
        set.project(), stack.id().toString(), worked.revision().madeFrom(set.base().orElseThrow()));
    settings.change(
        stack.id(),
        old -> new StackSettings(old.terminationProtection(), old.policy(), facts.value()));
  }

  private static void mustBeTheSame(ChangeSet set, Intent.Worked worked) {
    if (!PlanChanges.fingerprint(worked.plan()).equals(set.fingerprint())) {
      throw stale(set);
    }
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
