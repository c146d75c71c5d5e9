package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.heat.StackCommands;
import io.kiln.api.http.RefusedException;
import io.kiln.api.settings.StackPolicy;
import io.kiln.api.settings.StackSettings;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.engine.convergence.StackExistsException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Supplier;

/** The actions that begin to change a stack. */
final class StackActions {

  private final StackLookup lookup;
  private final StackService service;
  private final Intent intent;
  private final StackSettingsStore settings;
  private final ChangeSets changeSets;
  private final Exports exports;
  private final Supplier<UUID> ids;

  StackActions(
      StackLookup lookup,
      StackService service,
      Intent intent,
      StackSettingsStore settings,
      ChangeSets changeSets,
      Exports exports,
      Supplier<UUID> ids) {
    this.lookup = lookup;
    this.service = service;
    this.intent = intent;
    this.settings = settings;
    this.changeSets = changeSets;
    this.exports = exports;
    this.ids = ids;
  }

  Fields create(Form form, String project) {
    String name = Wanted.name(form, "StackName");
    Facts facts = Facts.of(form, Facts.NONE).first();
    Optional<StackRecord> there = lookup.root(project, name);
    if (there.isPresent() && isRepeated(facts, there.get())) {
      return stackId(there.get());
    }
    if (there.isPresent() || lookup.review(project, name).isPresent()) {
      throw Refused.as(400, "AlreadyExistsException", "Stack [%s] already exists".formatted(name));
    }
    UUID id = ids.get();
    Intent.Worked worked = intent.create(project, name, id, Wanted.of(form, Optional.empty()));
    var said =
        new StackSettings(
            form.flag("EnableTerminationProtection").orElse(false), policy(form), facts.value());
    // Before there is a stack, so that there is none at any time that is less protected.
    settings.change(id, _ -> said);
    try {
      return stackId(
          StackCommands.explained(
              worked.revision().source(),
              () -> service.create(project, name, id, worked.revision())));
    } catch (RefusedException | StackExistsException e) {
      settings.forget(id);
      throw e;
    }
  }

  private boolean isRepeated(Facts facts, StackRecord there) {
    return facts.createToken().isPresent()
        && facts.createToken().equals(facts(there).createToken());
  }

  Fields update(Form form, String project) {
    StackRecord stack = lookup.changed(project, form.required("StackName"));
    Facts before = facts(stack);
    Facts facts = Facts.of(form, before);
    if (facts.token().isPresent() && facts.token().equals(before.token())) {
      return stackId(stack);
    }
    Intent.mustBeIdle(stack);
    Optional<String> policy = policy(form);
    Intent.Worked worked =
        intent.update(
            stack, Wanted.of(form, Optional.of(intent.source(stack))), facts.differsFrom(before));
    if (!worked.changes()) {
      throw Refused.invalid("No updates are to be performed.");
    }
    policyDuring(form)
        .or(() -> settings.of(stack.id()).policy())
        .flatMap(text -> StackPolicy.parse(text).denial(worked.plan()))
        .ifPresent(
            denial -> {
              throw Refused.invalid(denial);
            });
    StackRecord updated =
        StackCommands.explained(
            worked.revision().source(),
            () -> service.update(project, stack.id().toString(), worked.revision()));
    settings.change(
        stack.id(),
        old ->
            new StackSettings(old.terminationProtection(), policy.or(old::policy), facts.value()));
    return stackId(updated);
  }

  private static Optional<String> policy(Form form) {
    return checked(form, "StackPolicyBody", "StackPolicyURL");
  }

  private static Optional<String> policyDuring(Form form) {
    return checked(form, "StackPolicyDuringUpdateBody", "StackPolicyDuringUpdateURL");
  }

  private static Optional<String> checked(Form form, String body, String url) {
    if (form.has(url)) {
      throw Refused.invalid(
          "%s is not fetched by this server: send the text as %s.".formatted(url, body));
    }
    Optional<String> policy = form.text(body);
    try {
      policy.ifPresent(StackPolicy::parse);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    }
    return policy;
  }

  /** There is no stack then: that there was none before is as good, as in AWS. */
  Fields delete(Form form, String project) {
    String named = form.required("StackName");
    if (!form.texts("RetainResources").isEmpty() || form.has("DeletionMode")) {
      throw Refused.invalid(
          "RetainResources and DeletionMode are not supported here: give the resources a"
              + " DeletionPolicy of Retain instead.");
    }
    Optional<StackRecord> stack = lookup.root(project, named);
    if (stack.isEmpty()) {
      lookup
          .find(project, named)
          .filter(found -> !found.isRoot())
          .ifPresent(_ -> lookup.changed(project, named));
      lookup.review(project, named).ifPresent(this::forget);
      return new Fields();
    }
    if (settings.of(stack.get().id()).terminationProtection()) {
      throw Refused.invalid(
          "Stack [%s] cannot be deleted while TerminationProtection is enabled"
              .formatted(stack.get().name()));
    }
    exports.mustNotBeUsed(stack.get());
    service.delete(project, stack.get().id().toString());
    return new Fields();
  }

  private void forget(ChangeSet review) {
    changeSets.of(review.project(), review.stack()).forEach(set -> changeSets.remove(set.id()));
  }

  Fields cancelUpdate(Form form, String project) {
    StackRecord stack = lookup.changed(project, form.required("StackName"));
    if (stack.action() != Action.UPDATE || stack.status() != Status.IN_PROGRESS) {
      throw Refused.invalid("CancelUpdateStack cannot be called from current stack status");
    }
    service.rollBack(project, stack.id().toString());
    return new Fields();
  }

  Fields continueRollback(Form form, String project) {
    StackRecord stack = lookup.changed(project, form.required("StackName"));
    if (!form.texts("ResourcesToSkip").isEmpty()) {
      throw Refused.invalid(
          "ResourcesToSkip is not supported here: a rollback takes up again what failed.");
    }
    if (stack.action() != Action.ROLLBACK || stack.status() != Status.FAILED) {
      throw Refused.invalid(
          "Stack:%s is in %s state and can not continue rollback."
              .formatted(StackLookup.arn(stack), StatusWords.of(stack)));
    }
    service.rollBack(project, stack.id().toString());
    return new Fields();
  }

  Fields rollBack(Form form, String project) {
    StackRecord stack = lookup.changed(project, form.required("StackName"));
    boolean made = stack.action() == Action.CREATE || stack.action() == Action.UPDATE;
    if (!made || stack.status() != Status.FAILED) {
      throw Refused.invalid(
          "Stack:%s is in %s state and can not be rolled back."
              .formatted(StackLookup.arn(stack), StatusWords.of(stack)));
    }
    return stackId(service.rollBack(project, stack.id().toString()));
  }

  Fields protect(Form form, String project) {
    StackRecord stack = lookup.changed(project, form.required("StackName"));
    form.required("EnableTerminationProtection");
    boolean protection = form.flag("EnableTerminationProtection").orElse(false);
    settings.change(stack.id(), old -> new StackSettings(protection, old.policy(), old.facts()));
    return stackId(stack);
  }

  Fields setPolicy(Form form, String project) {
    StackRecord stack = lookup.changed(project, form.required("StackName"));
    String policy =
        policy(form).orElseThrow(() -> Refused.invalid("StackPolicyBody must be given."));
    settings.change(
        stack.id(),
        old -> new StackSettings(old.terminationProtection(), Optional.of(policy), old.facts()));
    return new Fields();
  }

  Fields policyOf(Form form, String project) {
    return new Fields()
        .text(
            "StackPolicyBody",
            settings.of(lookup.seen(project, form.required("StackName")).id()).policy());
  }

  /** As from a machine that says how its start went. */
  Fields signal(Form form, String project) {
    StackRecord stack = lookup.changed(project, form.required("StackName"));
    String resource = form.required("LogicalResourceId");
    form.required("Status");
    String status = form.word("Status", List.of("SUCCESS", "FAILURE")).orElseThrow();
    SequencedMap<String, Value> signal = new LinkedHashMap<>();
    signal.put("Status", Value.text(status));
    signal.put("UniqueId", Value.text(form.required("UniqueId")));
    signal.put("Reason", Value.text("Received %s signal".formatted(status)));
    signal.put("Data", Value.text(""));
    service.signal(project, stack.id().toString(), resource, Value.map(signal));
    return new Fields();
  }

  private Facts facts(StackRecord stack) {
    return Facts.of(settings.of(stack.id()).facts());
  }

  private static Fields stackId(StackRecord stack) {
    return new Fields().text("StackId", StackLookup.arn(stack));
  }
}
