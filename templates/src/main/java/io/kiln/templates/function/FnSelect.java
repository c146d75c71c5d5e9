package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code {Fn::Select: [index or key, list, map or JSON text]}}; what is not there is empty. */
final class FnSelect implements ValueFunction {

  @Override
  public String name() {
    return "Fn::Select";
  }

  @Override
  public String summary() {
    return "A function for selecting an item from a list or map.";
  }

  @Override
  public Availability availability() {
    return Availability.before(HotVersion.LIBERTY);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, "[index, collection]");
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"Fn::Select\" must be of the form [index, collection]");
    }
    Optional<Value> open = site.unknown(parts.getFirst());
    if (open.isPresent()) {
      return open.get();
    }
    Value collection =
        parts.get(1) instanceof Value.Text text ? ParameterType.JSON.convert(text) : parts.get(1);
    if (collection instanceof Value.ListOf && PythonInt.of(parts.getFirst()).isEmpty()) {
      throw new Mistake("Index to \"Fn::Select\" must be an integer");
    }
    Value found = Paths.walk(collection, List.of(parts.getFirst()), true, Value.text(""));
    return site.marked(found, argument.mark().sensitive() ? argument : found);
  }
}
