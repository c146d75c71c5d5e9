package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;

/** {@code {Fn::Length: list}}. */
final class Length implements ValueFunction {

  @Override
  public String name() {
    return "Fn::Length";
  }

  @Override
  public String summary() {
    return "How many items a list has.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    if (!(argument instanceof Value.ListOf(List<Value> items, _))) {
      throw new Mistake(
          "\"Fn::Length\" must operate on a list, not on %s".formatted(CfnText.kind(argument)));
    }
    return new Value.Num(BigDecimal.valueOf(items.size()), site.mark(argument));
  }
}
