package io.kiln.templates.expression;

import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;

/** One function of the template language. */
public interface Function {

  /** The key it is called by. */
  String name();

  /** What it does, in one sentence, as listings show it. */
  String summary();

  /** The versions of HOT that have it; other dialects list theirs themselves. */
  default Availability availability() {
    return Availability.NONE;
  }

  /** Reads what it is given; most take plain values. */
  default Expr argument(Node node, ExprReader reader) {
    return reader.value(node);
  }

  /**
   * Its value for a call.
   *
   * @throws Mistake when what it is given is wrong; reported at the call's place
   */
  Value call(Expr.Call call, Evaluation evaluation);
}
