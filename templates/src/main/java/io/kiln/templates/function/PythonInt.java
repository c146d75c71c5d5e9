package io.kiln.templates.function;

import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Python's {@code int} makes of a value, as far as an index or a port needs it. */
final class PythonInt {

  /** Nine digits fit an int; no list is longer. */
  private static final Pattern DIGITS = Pattern.compile("[-+]?[0-9](?:_?[0-9]){0,8}");

  private PythonInt() {}

  /** The whole number of a text, blanks around it allowed. */
  static Optional<Integer> ofText(String text) {
    String stripped = text.strip();
    return DIGITS.matcher(stripped).matches()
        ? Optional.of(Integer.valueOf(stripped.replace("_", "").replace("+", "")))
        : Optional.empty();
  }

  /** The whole number of a text, a number (its fraction is cut) or a truth value. */
  static Optional<Integer> of(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> ofText(text);
      case Value.Bool(boolean truth, _) -> Optional.of(truth ? 1 : 0);
      case Value.Num(BigDecimal number, _) -> {
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        yield whole.precision() < 10 ? Optional.of(whole.intValue()) : Optional.empty();
      }
      case Value.Null _, Value.ListOf _, Value.MapOf _, Value.Unknown _ -> Optional.empty();
    };
  }
}
