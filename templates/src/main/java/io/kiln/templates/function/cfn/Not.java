package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.List;

/** {@code {Fn::Not: [condition]}}. */
final class Not implements Function {

  @Override
  public String name() {
    return "Fn::Not";
  }

  @Override
  public String summary() {
    return "Whether a condition is false.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    return Junction.conditions(node, reader);
  }

  @Override
  public Value call(Expr.Call call, Evaluation evaluation) {
    if (!(call.argument() instanceof Expr.ListOf(List<Expr> parts, _)) || parts.size() != 1) {
      throw new Mistake("Arguments to \"Fn::Not\" must be of the form: [condition]");
    }
    Value condition = evaluation.condition(parts.getFirst());
    var mark = new Mark(call.at(), condition.sensitive());
    return condition instanceof Value.Bool(boolean truth, _)
        ? new Value.Bool(!truth, mark)
        : condition.marked(mark);
  }
}
