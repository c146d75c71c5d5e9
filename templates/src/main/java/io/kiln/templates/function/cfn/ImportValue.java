package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;

/**
 * {@code {Fn::ImportValue: name}}: what another stack of the project exports by this name; the name
 * may depend on parameters only.
 */
final class ImportValue implements ValueFunction {

  @Override
  public String name() {
    return "Fn::ImportValue";
  }

  @Override
  public String summary() {
    return "The value of an output that another stack exports.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    return reader.conditions().value(node);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String name = CfnText.of(argument, "The name", site);
    return Answers.of(
        new Elsewhere.Question.Export(name),
        "unknown-export",
        "No export named %s found".formatted(name),
        argument,
        site);
  }
}
