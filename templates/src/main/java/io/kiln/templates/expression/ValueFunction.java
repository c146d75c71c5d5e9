package io.kiln.templates.expression;

import io.kiln.templates.value.Value;

/** A function of values alone: what it is given is evaluated first, whole. */
public interface ValueFunction extends Function {

  @Override
  default Value call(Expr.Call call, Evaluation evaluation) {
    Value argument = evaluation.value(call.argument());
    var site = new CallSite(call, evaluation);
    return argument instanceof Value.Unknown
        ? site.marked(argument, argument)
        : apply(argument, site);
  }

  /**
   * Its value; the argument itself is known, parts of it may not be.
   *
   * @throws Mistake when the argument is wrong
   */
  Value apply(Value argument, CallSite site);
}
