package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.heat.FetchedTexts;
import io.kiln.api.heat.StackCommands;
import io.kiln.api.heat.Texts;
import io.kiln.api.http.BadInputException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.Status;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Works out what a request would do, before any of it is done. */
final class Intent {

  private final StackService service;
  private final Stacks stacks;
  private final FetchedTexts fetched;

  Intent(StackService service, Stacks stacks, FetchedTexts fetched) {
    this.service = service;
    this.stacks = stacks;
    this.fetched = fetched;
  }

  /**
   * What it would do.
   *
   * @param changes whether it would do anything that anybody could see
   */
  record Worked(NewRevision revision, Plan plan, boolean changes) {}

  /** What making a stack would do. */
  Worked create(String project, String name, UUID id, Wanted sent) {
    Wanted wanted = complete(sent, new StackIdentity(project, name, id.toString()));
    NewRevision revision = wanted.revision(description(wanted.source()), List.of(), project);
    Plan plan =
        StackCommands.explained(
            wanted.source(), () -> service.planCreate(project, name, id.toString(), revision));
    return new Worked(revision, plan, true);
  }

  /**
   * What changing a stack would do.
   *
   * @param factsDiffer whether what clients say besides changes something
   */
  Worked update(StackRecord stack, Wanted sent, boolean factsDiffer) {
    Wanted wanted = complete(sent, stack.identity());
    NewRevision revision =
        new NewRevision(
                wanted.source(),
                wanted.disableRollback(),
                wanted.timeout().or(stack::timeout),
                stack.tags(),
                description(wanted.source()),
                stack.owner())
            .madeFrom(stack.latestRevision());
    Plan plan =
        StackCommands.explained(
            wanted.source(), () -> service.plan(stack.project(), stack.name(), revision));
    boolean changes =
        !plan.isEmpty()
            || factsDiffer
            || stack.status() != Status.COMPLETE
            || saysOther(source(stack), wanted.source());
    return new Worked(revision, plan, changes);
  }

  /** With the nested templates that it names by their addresses. */
  private Wanted complete(Wanted wanted, StackIdentity identity) {
    try {
      return wanted.of(fetched.complete(wanted.source(), identity));
    } catch (BadInputException e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    }
  }

  StackSource source(StackRecord stack) {
    return stacks.source(stack.id(), stack.currentRevision());
  }

  /** Outputs are no resources, and yet what a stack is for. */
  private static boolean saysOther(StackSource before, StackSource after) {
    Optional<Value> outputs = outputs(after);
    return !outputs(before).equals(outputs)
        || (outputs.isPresent() && !before.parameters().equals(after.parameters()));
  }

  private static Optional<Value> outputs(StackSource source) {
    return Texts.value(source.template(), source.templateName())
        .filter(Value.MapOf.class::isInstance)
        .map(Value.MapOf.class::cast)
        .flatMap(
            template ->
                Optional.ofNullable(template.entries().get("Outputs"))
                    .or(() -> Optional.ofNullable(template.entries().get("outputs"))));
  }

  private static String description(StackSource source) {
    return Texts.template(source).map(Template::description).orElse("");
  }

  /** CloudFormation's clients take turns: what is under way is waited for. */
  static void mustBeIdle(StackRecord stack) {
    if (stack.status() == Status.IN_PROGRESS) {
      throw Refused.invalid(
          "Stack:%s is in %s state and can not be updated."
              .formatted(StackLookup.arn(stack), StatusWords.of(stack)));
    }
  }
}
