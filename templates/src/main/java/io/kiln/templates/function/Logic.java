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
 * {@code {and: [c, c, …]}} and {@code {or: [c, c, …]}}: one deciding condition is enough, even
 * beside unknown ones.
 */
final class Logic implements Function {

  private final String name;
  private final boolean deciding;

  private Logic(String name, boolean deciding) {
    this.name = name;
    this.deciding = deciding;
  }

  static Logic and() {
    return new Logic("and", false);
  }

  static Logic or() {
    return new Logic("or", true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "A function for checking whether %s of the conditions %s true."
        .formatted(deciding ? "any" : "all", deciding ? "is" : "are");
  }

  @Override
  public Availability availability() {
    return Availability.conditions(HotVersion.NEWTON);
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    return conditions(node, reader);
  }

  /** Reads a list of conditions without folding it: texts in it are names. */
  static Expr conditions(Node node, ExprReader reader) {
    if (!(node instanceof Node.Sequence(List<Node> parts, var at))) {
      return reader.conditions().value(node);
    }
    List<Expr> read = new ArrayList<>(parts.size());
    parts.forEach(part -> read.add(reader.conditions().value(part)));
    return new Expr.ListOf(read, at);
  }

  @Override
  public Value call(Expr.Call call, Evaluation evaluation) {
    if (!(call.argument() instanceof Expr.ListOf(List<Expr> parts, _)) || parts.size() < 2) {
      throw new Mistake(
          "The minimum number of condition arguments to \"%s\" is 2.".formatted(name));
    }
    return evaluation.junction(call.at(), parts, deciding);
  }
}
