package io.kiln.templates.function;

import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;

/** Python's truth of a value: nothing, zero and what is empty are false. */
public final class PythonTruth {

  private PythonTruth() {}

  /** Whether Python takes it for true; what is not known yet counts as true. */
  public static boolean of(Value value) {
    return switch (value) {
      case Value.Null _ -> false;
      case Value.Bool(boolean truth, _) -> truth;
      case Value.Num(BigDecimal number, _) -> number.signum() != 0;
      case Value.Text(String text, _) -> !text.isEmpty();
      case Value.ListOf(List<Value> items, _) -> !items.isEmpty();
      case Value.MapOf map -> !map.entries().isEmpty();
      case Value.Unknown _ -> true;
    };
  }
}
