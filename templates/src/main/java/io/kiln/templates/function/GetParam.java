package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code {get_param: name}} or {@code {get_param: [name, key, …]}}. */
final class GetParam implements ValueFunction {

  @Override
  public String name() {
    return "get_param";
  }

  @Override
  public String summary() {
    return "A function for resolving parameter references.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.ICEHOUSE).andConditions(HotVersion.NEWTON);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> steps =
        argument instanceof Value.ListOf(List<Value> all, _) ? all : List.of(argument);
    Optional<Value> open = site.unknown(steps);
    if (open.isPresent()) {
      return open.get();
    }
    if (steps.isEmpty() || !(steps.getFirst() instanceof Value.Text(String name, _))) {
      throw new Mistake(
          "Arguments to \"get_param\" must be a parameter name, or a list of it and a path.");
    }
    Value value =
        site.scope()
            .parameter(name)
            .orElseThrow(
                () ->
                    new Mistake(
                        "unknown-parameter",
                        "The Parameter (%s) was not provided.".formatted(name),
                        Suggestion.hint(name, site.scope().parameters())));
    // Heat gives an empty text for a path that leads nowhere.
    Value found = Paths.walk(value, steps.subList(1, steps.size()), true, Value.text(""));
    return site.marked(found, steps.getFirst().sensitive() ? Value.secret(found) : found);
  }
}
