package io.kiln.engine.convergence;

import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.Site;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers templates that ask for outputs and exports of other stacks, from what is stored: the
 * values as of each stack's last settling, within the project of the stack that asks. Sensitive
 * values stay so. Nothing else is kept here: no secrets, no settings.
 */
public final class OtherStacks implements Elsewhere {

  /** The key an exported output's name for others is stored under, beside its value. */
  static final String EXPORT = "export";

  private final Stacks stacks;
  private final Site site;

  /**
   * Answers from a store.
   *
   * @param site whose region is the only one there is
   */
  public OtherStacks(Stacks stacks, Site site) {
    this.stacks = stacks;
    this.site = site;
  }

  @Override
  public Answer ask(Question question, StackIdentity asking) {
    return switch (question) {
      case Question.Export(String name) -> export(name, asking);
      case Question.StackOutput output -> output(output, asking);
      case Question.Kept _, Question.Existing _, Question.Attribute _ ->
          Elsewhere.NOWHERE.ask(question, asking);
    };
  }

  @Override
  public boolean keeps(Store store) {
    return false;
  }

  /** A stack does not import from itself: its own outputs follow from its resources. */
  private Answer export(String name, StackIdentity asking) {
    List<StackRecord> exporting =
        stacks.list(asking.project(), StackQuery.ALL).stream()
            .filter(stack -> !stack.id().toString().equals(asking.id()))
            .filter(stack -> named(stack, name).isPresent())
            .toList();
    if (exporting.size() > 1) {
      String names = String.join(", ", exporting.stream().map(StackRecord::name).sorted().toList());
      return new Answer.Missing("several stacks export it: " + names);
    }
    return exporting.stream()
        .findFirst()
        .flatMap(stack -> named(stack, name))
        .map(OtherStacks::value)
        .orElseGet(
            () ->
                new Answer.Missing(
                    "no stack of the project exports it, or the stack that will is not made yet"));
  }

  private static Optional<Value.MapOf> named(StackRecord stack, String export) {
    return stack.outputs().entries().values().stream()
        .filter(Value.MapOf.class::isInstance)
        .map(Value.MapOf.class::cast)
        .filter(output -> Value.text(export).equals(output.get(EXPORT)))
        .findFirst();
  }

  private Answer output(Question.StackOutput asked, StackIdentity asking) {
    if (asked.role().isPresent()) {
      return new Answer.Missing("other accounts cannot be read, so a RoleArn cannot be used");
    }
    if (asked.region().filter(region -> !region.equals(site.region())).isPresent()) {
      return new Answer.Missing("there is only the region " + site.region());
    }
    Optional<StackRecord> stack =
        stacks.find(asking.project(), asked.stack()).filter(found -> found.deletedAt().isEmpty());
    if (stack.isEmpty()) {
      return new Answer.Missing("the project has no stack of that name");
    }
    Map<String, Value> outputs = stack.get().outputs().entries();
    if (outputs.get(asked.output()) instanceof Value.MapOf output) {
      return value(output);
    }
    return new Answer.Missing(
        outputs.isEmpty()
            ? "the stack has no outputs; it is %s %s"
                .formatted(stack.get().action(), stack.get().status())
            : "the stack has only " + String.join(", ", outputs.keySet()));
  }

  private static Answer value(Value.MapOf output) {
    Value value = output.entries().get("value");
    return value == null
        ? new Answer.Missing("its stack could not work it out")
        : new Answer.Known(value);
  }
}
