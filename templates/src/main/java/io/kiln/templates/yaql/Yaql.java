package io.kiln.templates.yaql;

import io.kiln.templates.expression.ValueLimits;
import io.kiln.templates.value.Value;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;

/** An expression, ready to be asked. */
public final class Yaql {

  /** Expressions repeat within a template tree; beyond this many the memory is thrown away. */
  private static final int REMEMBERED = 2_000;

  private static final ConcurrentMap<String, Yaql> PARSED = new ConcurrentHashMap<>();

  private final YaqlExpr expression;

  private Yaql(YaqlExpr expression) {
    this.expression = expression;
  }

  /**
   * Parses an expression.
   *
   * @throws io.kiln.templates.expression.Mistake when it is none
   */
  public static Yaql parse(String text) {
    if (PARSED.size() > REMEMBERED) {
      PARSED.clear();
    }
    return PARSED.computeIfAbsent(text, source -> new Yaql(YaqlParser.parse(source)));
  }

  /**
   * What it gives for known data, which is {@code $}.
   *
   * @param limits how many steps it may take, and what it may make on its way
   * @param spend told the cost of every step as well: it counts together with what others make
   * @throws io.kiln.templates.expression.Mistake when it does not work on the data
   */
  public Value evaluate(Value data, ValueLimits limits, LongConsumer spend) {
    return new Interpreter(limits, spend).run(expression, data);
  }
}
