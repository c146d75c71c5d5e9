package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Functions and arithmetic of numbers: whole ones are exact, others are floats as Python's. */
final class Numbers {

  /** Python, and with it Heat, writes no longer ones. */
  private static final int LONGEST = 4_300;

  private Numbers() {}

  static void into(Map<String, Builtin> all) {
    all.put("int", Numbers::integer);
    all.put("float", a -> of(real(decimal(a).doubleValue())));
    all.put("abs", a -> of(number(a.value(0), "abs").abs()));
    all.put("sign", a -> of(BigDecimal.valueOf(number(a.value(0), "sign").signum())));
    all.put("round", Numbers::round);
    all.put("pow", Numbers::pow);
    all.put("hex", a -> Operators.of(Value.text(hex(whole(a, 0)))));
    all.put("bitwiseAnd", a -> bits(a, BigInteger::and));
    all.put("bitwiseOr", a -> bits(a, BigInteger::or));
    all.put("bitwiseXor", a -> bits(a, BigInteger::xor));
    all.put("bitwiseNot", a -> of(new BigDecimal(whole(a, 0).not())));
    all.put("shiftBitsLeft", a -> shifted(a, 1));
    all.put("shiftBitsRight", a -> shifted(a, -1));
  }

  private static Datum of(BigDecimal number) {
    return Operators.of(new Value.Num(bounded(number), Mark.NONE));
  }

  /**
   * A number that can still be written.
   *
   * @throws Mistake when it has too many digits
   */
  static BigDecimal bounded(BigDecimal number) {
    if (number.precision() - number.scale() > LONGEST) {
      throw new Mistake("yaql: a number grows to more than %d digits".formatted(LONGEST));
    }
    return number;
  }

  static BigDecimal real(double number) {
    if (!Double.isFinite(number)) {
      throw new Mistake("yaql: a number is out of range");
    }
    BigDecimal exact = BigDecimal.valueOf(number);
    return exact.scale() > 0 ? exact : exact.setScale(1);
  }

  private static boolean whole(BigDecimal number) {
    return number.scale() <= 0;
  }

  /** What {@code + - * / mod} make of two numbers. */
  static BigDecimal calculate(String operator, BigDecimal one, BigDecimal two) {
    if (two.signum() == 0 && (operator.equals("/") || operator.equals("mod"))) {
      throw new Mistake("yaql: division by zero");
    }
    if (whole(one) && whole(two)) {
      return bounded(
          switch (operator) {
            case "+" -> one.add(two);
            case "-" -> one.subtract(two);
            case "*" -> one.multiply(two);
            case "/" -> one.divide(two, 0, RoundingMode.FLOOR);
            default -> one.subtract(one.divide(two, 0, RoundingMode.FLOOR).multiply(two));
          });
    }
    double a = one.doubleValue();
    double b = two.doubleValue();
    return real(
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          default -> remainder(a, b);
        });
  }

  /** Python's: with the sign of the divisor. */
  private static double remainder(double a, double b) {
    double rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }

  static BigDecimal number(Value value, String operator) {
    return switch (value) {
      case Value.Num(BigDecimal number, _) -> number;
      case Value.Null _,
          Value.Bool _,
          Value.Text _,
          Value.ListOf _,
          Value.MapOf _,
          Value.Unknown _ ->
          throw new Mistake("yaql: \"%s\" does not work on these values".formatted(operator));
    };
  }

  private static BigInteger whole(Arguments a, int index) {
    Value given = a.value(index);
    BigDecimal number =
        given instanceof Value.Bool(boolean truth, _)
            ? BigDecimal.valueOf(truth ? 1 : 0)
            : number(given, "bitwise");
    if (!whole(number)) {
      throw a.wrong("whole numbers");
    }
    return number.toBigInteger();
  }

  private static Datum bits(Arguments a, BinaryOperator<BigInteger> operator) {
    return of(new BigDecimal(operator.apply(whole(a, 0), whole(a, 1))));
  }

  private static Datum shifted(Arguments a, int sign) {
    int by = a.integer(1);
    // Three digits of a number take about ten bits.
    if (by < 0 || by > LONGEST * 4) {
      throw a.wrong("a number of bits between 0 and " + LONGEST * 4);
    }
    return of(new BigDecimal(whole(a, 0).shiftLeft(sign * by)));
  }

  private static String hex(BigInteger number) {
    return (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16);
  }

  private static Datum integer(Arguments a) {
    if (a.value(0) instanceof Value.Text(String text, _)
        && !text.strip().matches("[-+]?[0-9]{1,4300}")) {
      throw new Mistake("yaql: invalid literal for int(): '%s'".formatted(text));
    }
    return of(decimal(a).setScale(0, RoundingMode.DOWN));
  }

  private static BigDecimal decimal(Arguments a) {
    return switch (a.value(0)) {
      case Value.Null _ -> BigDecimal.ZERO;
      case Value.Bool(boolean truth, _) -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
      case Value.Num(BigDecimal number, _) -> number;
      case Value.Text(String text, _) -> ParameterType.parse(text);
      case Value.ListOf _, Value.MapOf _, Value.Unknown _ ->
          throw new Mistake("yaql: a list or map is no number");
    };
  }

  /** To the even one when two are as near, and a float stays one. */
  private static Datum round(Arguments a) {
    BigDecimal number = number(a.value(0), "round");
    int digits = Math.clamp(a.integer(1, 0), -LONGEST, LONGEST);
    BigDecimal exact = whole(number) ? number : new BigDecimal(number.doubleValue());
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
    return of(whole(number) ? rounded.setScale(0, RoundingMode.DOWN) : real(rounded.doubleValue()));
  }

  private static Datum pow(Arguments a) {
    BigDecimal base = number(a.value(0), "pow");
    BigDecimal exponent = number(a.value(1), "pow");
    boolean exact = whole(base) && whole(exponent) && exponent.signum() >= 0;
    if (a.has(2) && !(a.value(2) instanceof Value.Null)) {
      BigInteger modulus = whole(a, 2);
      if (!exact || modulus.signum() <= 0) {
        throw a.wrong("whole numbers that are not negative");
      }
      return of(new BigDecimal(base.toBigInteger().modPow(exponent.toBigInteger(), modulus)));
    }
    if (!exact) {
      return of(real(Math.pow(base.doubleValue(), exponent.doubleValue())));
    }
    if (exponent.precision() > 6
        || base.toBigInteger().bitLength() * exponent.longValue() > LONGEST * 4L) {
      throw new Mistake("yaql: a number grows to more than %d digits".formatted(LONGEST));
    }
    return of(new BigDecimal(base.toBigInteger().pow(exponent.intValue())));
  }
}
