package io.kiln.templates.function;

import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Values as texts the way Heat, a Python program, writes them: {@code True}, {@code 1.0}, JSON with
 * sorted keys and a blank after each comma. Templates and their outputs rely on it.
 */
public final class PythonText {

  private static final double SCIENTIFIC_FROM = 1e16;
  private static final double SCIENTIFIC_BELOW = 1e-4;

  private PythonText() {}

  /** Python's {@code str}: null is {@code None}, maps and lists are JSON. */
  public static String of(Value value) {
    return switch (value) {
      case Value.Null _ -> "None";
      case Value.Bool(boolean truth, _) -> truth ? "True" : "False";
      case Value.Num(BigDecimal number, _) -> number(number);
      case Value.Text(String text, _) -> text;
      case Value.ListOf _, Value.MapOf _ -> json(value);
      case Value.Unknown _ -> value.toString();
    };
  }

  /** Python's {@code repr} of an int or a float. */
  public static String number(BigDecimal number) {
    if (number.scale() <= 0) {
      return number.toBigInteger().toString();
    }
    double real = number.doubleValue();
    double size = Math.abs(real);
    if (real == 0 || (size >= SCIENTIFIC_BELOW && size < SCIENTIFIC_FROM)) {
      String plain = BigDecimal.valueOf(real).stripTrailingZeros().toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    BigDecimal shortest = BigDecimal.valueOf(real).stripTrailingZeros();
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    return "%s%s%se%s%02d"
        .formatted(
            real < 0 ? "-" : "",
            digits.charAt(0),
            digits.length() > 1 ? "." + digits.substring(1) : "",
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  /** Python's {@code json.dumps(value, sort_keys=True)}; all parts must be known. */
  public static String json(Value value) {
    var out = new StringBuilder();
    json(value, out);
    return out.toString();
  }

  private static void json(Value value, StringBuilder out) {
    switch (value) {
      case Value.Null _ -> out.append("null");
      case Value.Bool(boolean truth, _) -> out.append(truth);
      case Value.Num(BigDecimal number, _) -> out.append(number(number));
      case Value.Text(String text, _) -> quoted(text, out);
      case Value.ListOf(List<Value> items, _) -> {
        String separator = "[";
        for (Value item : items) {
          json(item, out.append(separator));
          separator = ", ";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        String separator = "{";
        for (Map.Entry<String, Value> entry : new TreeMap<>(entries).entrySet()) {
          quoted(entry.getKey(), out.append(separator));
          json(entry.getValue(), out.append(": "));
          separator = ", ";
        }
        out.append(entries.isEmpty() ? "{}" : "}");
      }
      case Value.Unknown _ ->
          throw new IllegalArgumentException("a value that is not known yet has no JSON: " + value);
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c >= 0x20 && c < 0x7f) {
            out.append(c);
          } else {
            out.append("\\u%04x".formatted((int) c));
          }
        }
      }
    }
    out.append('"');
  }
}
