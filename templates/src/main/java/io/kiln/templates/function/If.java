package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code {if: [condition, then, else]}}; from 2021-04-16 else may be missing. Only the branch taken
 * is evaluated, so only that one makes dependencies.
 */
final class If implements Function {

  private final Availability availability;
  private final boolean elseOptional;

  private If(Availability availability, boolean elseOptional) {
    this.availability = availability;
    this.elseOptional = elseOptional;
  }

  static If withElse() {
    return new If(
        new Availability(
            java.util.Optional.of(HotVersion.NEWTON),
            java.util.Optional.of(HotVersion.WALLABY),
            java.util.Optional.empty()),
        false);
  }

  static If withOrWithoutElse() {
    return new If(Availability.since(HotVersion.WALLABY), true);
  }

  @Override
  public String name() {
    return "if";
  }

  @Override
  public String summary() {
    return "A function to return corresponding value based on condition evaluation.";
  }

  @Override
  public Availability availability() {
    return availability;
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
    if (!(call.argument() instanceof Expr.ListOf(List<Expr> parts, _))
        || (parts.size() != 3 && !(elseOptional && parts.size() == 2))) {
      throw new Mistake(
          "Arguments to \"if\" must be of the form [condition_name, value_if_true, %s"
              .formatted(elseOptional ? "(value_if_false)]" : "value_if_false]"));
    }
    return evaluation.branch(call.at(), parts);
  }
}
