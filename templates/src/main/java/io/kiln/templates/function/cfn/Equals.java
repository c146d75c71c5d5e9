package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.List;

/** {@code {Fn::Equals: [a, b]}}: scalars are compared as texts, so that true equals "true". */
final class Equals implements ValueFunction {

  @Override
  public String name() {
    return "Fn::Equals";
  }

  @Override
  public String summary() {
    return "Whether two values are equal.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> sides = site.list(argument, "[value_1, value_2]");
    if (sides.size() != 2) {
      throw new Mistake("Arguments to \"Fn::Equals\" must be of the form: [value_1, value_2]");
    }
    return site.unknown(sides)
        .orElseGet(
            () -> new Value.Bool(CfnText.equal(sides.get(0), sides.get(1)), site.mark(argument)));
  }
}
