package io.kiln.templates.yaql;

import io.kiln.templates.value.Value;
import java.math.BigDecimal;

/** Equality with Python's one oddity: true is 1 and false is 0. */
final class PythonEquality {

  private PythonEquality() {}

  static boolean equal(Value one, Value two) {
    return asNumber(one).equals(asNumber(two));
  }

  private static Value asNumber(Value value) {
    return value instanceof Value.Bool(boolean truth, var mark)
        ? new Value.Num(truth ? BigDecimal.ONE : BigDecimal.ZERO, mark)
        : value;
  }
}
