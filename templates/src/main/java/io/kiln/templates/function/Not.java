package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;

/** {@code {not: condition}}. */
final class Not implements Function {

  @Override
  public String name() {
    return "not";
  }

  @Override
  public String summary() {
    return "A function that acts as a NOT operator on a condition.";
  }

  @Override
  public Availability availability() {
    return Availability.conditions(HotVersion.NEWTON);
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    return reader.conditions().value(node);
  }

  @Override
  public Value call(Expr.Call call, Evaluation evaluation) {
    if (call.argument() instanceof Expr.Literal(Value.Null _)) {
      throw new Mistake("Argument to \"not\" must be a condition");
    }
    Value condition = evaluation.condition(call.argument());
    var mark = new Mark(call.at(), condition.sensitive());
    return condition instanceof Value.Bool(boolean truth, _)
        ? new Value.Bool(!truth, mark)
        : condition.marked(mark);
  }
}
