package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code {Fn::If: [condition, then, else]}}; only the branch taken is evaluated. */
final class If implements Function {

  @Override
  public String name() {
    return "Fn::If";
  }

  @Override
  public String summary() {
    return "One of two values, by a condition.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    if (!(node instanceof Node.Sequence(List<Node> parts, var at)) || parts.isEmpty()) {
      return reader.value(node);
    }
    List<Expr> read = new ArrayList<>(parts.size());
    read.add(reader.conditions().value(parts.getFirst()));
    parts.subList(1, parts.size()).forEach(branch -> read.add(reader.value(branch)));
    return new Expr.ListOf(read, at);
  }

  @Override
  public Value call(Expr.Call call, Evaluation evaluation) {
    if (!(call.argument() instanceof Expr.ListOf(List<Expr> parts, _)) || parts.size() != 3) {
      throw new Mistake(
          "Arguments to \"Fn::If\" must be of the form [condition_name, value_if_true,"
              + " value_if_false]");
    }
    return evaluation.branch(call.at(), parts);
  }
}
