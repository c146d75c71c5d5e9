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

/** {@code {Fn::And: [c, c, …]}} and {@code {Fn::Or: [c, c, …]}} of 2 to 10 conditions. */
final class Junction implements Function {

  /** CloudFormation's own limits. */
  private static final int LEAST = 2;

  private static final int MOST = 10;

  private final String name;
  private final boolean deciding;

  private Junction(String name, boolean deciding) {
    this.name = name;
    this.deciding = deciding;
  }

  static Junction and() {
    return new Junction("Fn::And", false);
  }

  static Junction or() {
    return new Junction("Fn::Or", true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return deciding
        ? "Whether any of several conditions is true."
        : "Whether all of several conditions are true.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    return conditions(node, reader);
  }

  /** Reads a list of conditions without folding it: texts in it are names. */
  static Expr conditions(Node node, ExprReader reader) {
    if (!(node instanceof Node.Sequence(List<Node> parts, var at))) {
      return reader.value(node);
    }
    List<Expr> read = new ArrayList<>(parts.size());
    parts.forEach(part -> read.add(reader.value(part)));
    return new Expr.ListOf(read, at);
  }

  @Override
  public Value call(Expr.Call call, Evaluation evaluation) {
    if (!(call.argument() instanceof Expr.ListOf(List<Expr> parts, _))
        || parts.size() < LEAST
        || parts.size() > MOST) {
      throw new Mistake(
          "Arguments to \"%s\" must be a list of %d to %d conditions".formatted(name, LEAST, MOST));
    }
    return evaluation.junction(call.at(), parts, deciding);
  }
}
