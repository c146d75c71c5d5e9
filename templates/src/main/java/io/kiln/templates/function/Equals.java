package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.List;

/** {@code {equals: [a, b]}}: deep equality as Python has it, so that true equals 1. */
final class Equals implements ValueFunction {

  @Override
  public String name() {
    return "equals";
  }

  @Override
  public String summary() {
    return "A function for comparing whether two values are equal.";
  }

  @Override
  public Availability availability() {
    return Availability.conditions(HotVersion.NEWTON);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> sides = site.list(argument, "[value_1, value_2]");
    if (sides.size() != 2) {
      throw new Mistake("Arguments to \"equals\" must be of the form: [value_1, value_2]");
    }
    return site.unknown(sides)
        .orElseGet(
            () ->
                new Value.Bool(
                    PythonEquality.equal(sides.get(0), sides.get(1)), site.mark(argument)));
  }
}
