package io.kiln.templates.text;

import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means: YAML 1.1 as PyYAML reads it, because Heat does; timestamps stay
 * texts, as Heat wants them. Within JSON also numbers with a bare exponent.
 */
final class Scalars {

  /** Python, and with it Heat, refuses longer ones. */
  static final int LONGEST_NUMBER = 4_300;

  private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[0-1_]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
  private static final Pattern FLOAT =
      Pattern.compile("(?:[-+]?[0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?");
  private static final Pattern JSON_FLOAT =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?[eE][-+]?[0-9]+");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  /** A clock time is short; what is longer is a text such as an address. */
  private static final int LONGEST_SEXAGESIMAL = 32;

  private static final Pattern SEXAGESIMAL =
      Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");

  private Scalars() {}

  /** Why a scalar that looks like a number cannot be one. */
  static final class Refused extends Exception {
    private final String text;

    Refused(String text) {
      super(text, null, false, false);
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static Value resolve(String raw, boolean json, Mark mark) throws Refused {
    if (raw.isEmpty()) {
      return new Value.Null(mark);
    }
    return switch (raw.charAt(0)) {
      case '~', 'n', 'N', 'y', 'Y', 't', 'T', 'f', 'F', 'o', 'O' -> word(raw, mark);
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '+', '.' ->
          number(raw, json, mark);
      default -> new Value.Text(raw, mark);
    };
  }

  private static Value word(String raw, Mark mark) {
    return switch (raw) {
      case "~", "null", "Null", "NULL" -> new Value.Null(mark);
      case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" ->
          new Value.Bool(true, mark);
      case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" ->
          new Value.Bool(false, mark);
      default -> new Value.Text(raw, mark);
    };
  }

  private static Value number(String raw, boolean json, Mark mark) throws Refused {
    Optional<BigDecimal> number = Optional.empty();
    if (DECIMAL.matcher(raw).matches()) {
      number = Optional.of(integer(raw, "", 10));
    } else if (OCTAL.matcher(raw).matches()) {
      number = Optional.of(integer(raw, "", 8));
    } else if (BINARY.matcher(raw).matches()) {
      number = Optional.of(integer(raw, "0b", 2));
    } else if (HEXADECIMAL.matcher(raw).matches()) {
      number = Optional.of(integer(raw, "0x", 16));
    } else if (FLOAT.matcher(raw).matches() || (json && JSON_FLOAT.matcher(raw).matches())) {
      number = Optional.of(real(raw));
    } else if (raw.length() <= LONGEST_SEXAGESIMAL && SEXAGESIMAL.matcher(raw).matches()) {
      number = sexagesimal(raw);
    } else if (NOT_FINITE.matcher(raw).matches()) {
      throw new Refused("%s is not a number that a template can hold".formatted(raw));
    }
    return number.<Value>map(found -> new Value.Num(found, mark)).orElse(new Value.Text(raw, mark));
  }

  private static BigDecimal integer(String raw, String prefix, int radix) throws Refused {
    bounded(raw);
    String digits = raw.replace("_", "").replace(prefix, "");
    String unsigned = digits.startsWith("+") ? digits.substring(1) : digits;
    if (unsigned.isEmpty() || unsigned.equals("-")) {
      throw new Refused("\"%s\" has no digits".formatted(raw));
    }
    return new BigDecimal(new BigInteger(unsigned, radix));
  }

  private static BigDecimal real(String raw) throws Refused {
    bounded(raw);
    return real(Double.parseDouble(raw.replace("_", "")), raw);
  }

  private static BigDecimal real(double number, String raw) throws Refused {
    if (Double.isInfinite(number)) {
      throw new Refused("the number %s is out of range".formatted(raw));
    }
    BigDecimal exact = BigDecimal.valueOf(number);
    return exact.scale() > 0 ? exact : exact.setScale(1);
  }

  private static Optional<BigDecimal> sexagesimal(String raw) throws Refused {
    boolean fraction = raw.indexOf('.') >= 0;
    if (!fraction && raw.replaceFirst("^[-+]", "").startsWith("0")) {
      return Optional.empty(); // PyYAML's integers of base 60 begin with 1 to 9.
    }
    boolean negative = raw.startsWith("-");
    double total = 0;
    for (String part : raw.replace("_", "").replaceFirst("^[-+]", "").split(":")) {
      total = total * 60 + Double.parseDouble(part);
    }
    double signed = negative ? -total : total;
    return Optional.of(fraction ? real(signed, raw) : BigDecimal.valueOf((long) signed));
  }

  private static void bounded(String raw) throws Refused {
    if (raw.length() > LONGEST_NUMBER) {
      throw new Refused(
          "the number has %d digits; at most %d are allowed"
              .formatted(raw.length(), LONGEST_NUMBER));
    }
  }

  /** A scalar as the key of a map: what Python's JSON would make of it. */
  static String key(Value value, String raw) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean truth, _) -> Boolean.toString(truth);
      case Value.Num(BigDecimal number, _) -> number.toPlainString();
      case Value.Text _, Value.ListOf _, Value.MapOf _, Value.Unknown _ -> raw;
    };
  }
}
