package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Value;

/** {@code {Condition: name}}: a named condition within another. */
final class Condition implements Function {

  @Override
  public String name() {
    return "Condition";
  }

  @Override
  public String summary() {
    return "What a named condition came to.";
  }

  @Override
  public Value call(Expr.Call call, Evaluation evaluation) {
    if (!(call.argument() instanceof Expr.Literal(Value.Text _))) {
      throw new Mistake("The argument of \"Condition\" must be the name of a condition");
    }
    Value truth = evaluation.condition(call.argument());
    return truth.marked(truth.mark());
  }
}
