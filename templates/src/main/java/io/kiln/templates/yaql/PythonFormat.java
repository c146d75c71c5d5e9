package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.function.PythonText;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One value under one format specification of Python's, such as {@code >5} or {@code .2f}. */
final class PythonFormat {

  /** Wider fields are nobody's wish. */
  private static final int WIDEST = 10_000;

  private static final Pattern SPECIFICATION =
      Pattern.compile(
          "(?:(?<fill>.)?(?<align>[<>^=]))?(?<sign>[-+ ])?(?<alternate>#)?(?<zero>0)?"
              + "(?<width>[0-9]{1,5})?(?<group>[,_])?(?:\\.(?<precision>[0-9]{1,3}))?"
              + "(?<type>[bcdeEfFgGnosxX%])?",
          Pattern.DOTALL);

  private PythonFormat() {}

  static String of(Value value, String specification) {
    if (specification.isEmpty()) {
      return value instanceof Value.ListOf || value instanceof Value.MapOf
          ? PythonRepr.of(value)
          : PythonText.of(value);
    }
    Matcher spec = SPECIFICATION.matcher(specification);
    if (!spec.matches()) {
      throw new Mistake("yaql: Invalid format specifier \"%s\"".formatted(specification));
    }
    boolean number = value instanceof Value.Num;
    String body =
        value instanceof Value.Num(BigDecimal amount, _) ? number(amount, spec) : text(value, spec);
    return aligned(body, spec, number);
  }

  private static String text(Value value, Matcher spec) {
    String type = spec.group("type");
    if (!(value instanceof Value.Text(String text, _)) || (type != null && !type.equals("s"))) {
      throw new Mistake("yaql: \"%s\" cannot be formatted as asked".formatted(value));
    }
    String precision = spec.group("precision");
    return precision != null && Integer.parseInt(precision) < text.length()
        ? text.substring(0, Integer.parseInt(precision))
        : text;
  }

  private static String number(BigDecimal amount, Matcher spec) {
    String type = spec.group("type") == null ? "" : spec.group("type");
    boolean whole = amount.scale() <= 0;
    String digits =
        switch (type) {
          case "" ->
              spec.group("precision") == null
                  ? PythonText.number(amount.abs())
                  : general(amount.abs(), precision(spec));
          case "d", "n" -> integer(amount, whole).toString();
          case "b" -> prefix(spec, "0b") + integer(amount, whole).toString(2);
          case "o" -> prefix(spec, "0o") + integer(amount, whole).toString(8);
          case "x" -> prefix(spec, "0x") + integer(amount, whole).toString(16);
          case "X" ->
              prefix(spec, "0X") + integer(amount, whole).toString(16).toUpperCase(Locale.ROOT);
          case "f", "F" -> fixed(amount.abs(), precision(spec));
          case "%" -> fixed(amount.abs().movePointRight(2), precision(spec)) + "%";
          case "e", "E" -> {
            String text = String.format(Locale.ROOT, "%." + precision(spec) + "e", amount.abs());
            yield type.equals("E") ? text.toUpperCase(Locale.ROOT) : text;
          }
          case "g", "G" -> general(amount.abs(), precision(spec));
          default ->
              throw new Mistake("yaql: a number cannot be formatted as \"%s\"".formatted(type));
        };
    String grouped = spec.group("group") == null ? digits : grouped(digits, spec.group("group"));
    String sign = spec.group("sign");
    String signed = amount.signum() < 0 ? "-" : sign == null || sign.equals("-") ? "" : sign;
    return signed + grouped;
  }

  private static BigInteger integer(BigDecimal amount, boolean whole) {
    if (!whole) {
      throw new Mistake("yaql: a float cannot be formatted as a whole number");
    }
    return amount.toBigInteger().abs();
  }

  private static String prefix(Matcher spec, String prefix) {
    return spec.group("alternate") == null ? "" : prefix;
  }

  private static int precision(Matcher spec) {
    return spec.group("precision") == null ? 6 : Integer.parseInt(spec.group("precision"));
  }

  private static String fixed(BigDecimal amount, int precision) {
    BigDecimal exact = amount.scale() > 0 ? new BigDecimal(amount.doubleValue()) : amount;
    return exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String general(BigDecimal amount, int precision) {
    BigDecimal rounded =
        amount.round(new java.math.MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN));
    BigDecimal shortest = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < Math.max(1, precision)) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    return "%s%se%s%02d"
        .formatted(
            digits.charAt(0),
            digits.length() > 1 ? "." + digits.substring(1) : "",
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  private static String grouped(String digits, String by) {
    int end = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    var out = new StringBuilder(digits);
    for (int at = end - 3; at > 0; at -= 3) {
      out.insert(at, by);
    }
    return out.toString();
  }

  private static String aligned(String body, Matcher spec, boolean number) {
    int width = spec.group("width") == null ? 0 : Integer.parseInt(spec.group("width"));
    if (width > WIDEST) {
      throw new Mistake("yaql: a field of more than %d characters".formatted(WIDEST));
    }
    int missing = width - body.codePointCount(0, body.length());
    if (missing <= 0) {
      return body;
    }
    boolean zero = spec.group("zero") != null && spec.group("align") == null;
    String align =
        spec.group("align") != null ? spec.group("align") : zero ? "=" : number ? ">" : "<";
    String fill = spec.group("fill") != null ? spec.group("fill") : zero ? "0" : " ";
    return switch (align) {
      case "<" -> body + fill.repeat(missing);
      case "^" -> fill.repeat(missing / 2) + body + fill.repeat(missing - missing / 2);
      case "=" -> {
        int sign = !body.isEmpty() && "+- ".indexOf(body.charAt(0)) >= 0 ? 1 : 0;
        yield body.substring(0, sign) + fill.repeat(missing) + body.substring(sign);
      }
      default -> fill.repeat(missing) + body;
    };
  }
}
