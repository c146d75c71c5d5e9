package io.kiln.templates.expression;

import io.kiln.templates.value.Value;

/** A function of values alone: what it is given is evaluated first, whole. */
public interface ValueFunction extends Function {

  @Override
  default Value call(Expr.Call call, Evaluation evaluation) {
    Value argument = evaluation.value(call.argument());
    var site = new CallSite(call, evaluation);
    if (argument instanceof Value.Unknown) {
      return site.marked(argument, argument);
    }
    try {
      return apply(argument, site);
    } catch (Mistake mistake) {
      throw argument.sensitive() ? mistake.discreet(name()) : mistake;
    }
  }

  /**
   * Its value; the argument itself is known, parts of it may not be.
   *
   * @throws Mistake when the argument is wrong
   */
  Value apply(Value argument, CallSite site);
}
