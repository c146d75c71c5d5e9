package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.function.PythonText;
import io.kiln.templates.function.PythonTruth;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The operators, as Python has them underneath. */
final class Operators {

  private Operators() {}

  /** Python's truth of a value. */
  static boolean truth(Value value) {
    return PythonTruth.of(value);
  }

  /** What YAQL's {@code str} makes of a value. */
  static String text(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean truth, _) -> Boolean.toString(truth);
      case Value.ListOf _, Value.MapOf _ -> PythonRepr.of(value);
      case Value.Num _, Value.Text _, Value.Unknown _ -> PythonText.of(value);
    };
  }

  static Datum unary(String operator, Value operand) {
    if (operator.equals("not")) {
      return of(Value.bool(!truth(operand)));
    }
    BigDecimal number = Numbers.number(operand, operator);
    return of(new Value.Num(operator.equals("-") ? number.negate() : number, Mark.NONE));
  }

  static Datum binary(
      Interpreter interpreter, String operator, YaqlExpr left, YaqlExpr right, Context context) {
    Datum first = interpreter.evaluate(left, context);
    return switch (operator) {
      case "and" -> truth(interpreter.value(first)) ? interpreter.evaluate(right, context) : first;
      case "or" -> truth(interpreter.value(first)) ? first : interpreter.evaluate(right, context);
      case "->" ->
          interpreter.evaluate(right, first instanceof Datum.Scope(Context made) ? made : context);
      default -> {
        Datum second = interpreter.evaluate(right, context);
        if (first instanceof Datum.SetOf one && second instanceof Datum.SetOf two) {
          yield Sets.operator(operator, one, two);
        }
        Value one = interpreter.value(first);
        yield of(calculate(operator, one, second, interpreter));
      }
    };
  }

  private static Value calculate(
      String operator, Value one, Datum second, Interpreter interpreter) {
    if (operator.endsWith("~")) {
      boolean found = Patterned.pattern(second).matcher(plain(one)).find();
      return Value.bool(found == operator.equals("=~"));
    }
    Value two = interpreter.value(second);
    return switch (operator) {
      case "=" -> Value.bool(PythonEquality.equal(one, two));
      case "!=" -> Value.bool(!PythonEquality.equal(one, two));
      case "<" -> Value.bool(compare(one, two) < 0);
      case ">" -> Value.bool(compare(one, two) > 0);
      case "<=" -> Value.bool(compare(one, two) <= 0);
      case ">=" -> Value.bool(compare(one, two) >= 0);
      case "in" -> Value.bool(contains(two, one));
      case "+" -> plus(one, two);
      case "*" -> times(one, two);
      case "-", "/", "mod" -> arithmetic(operator, one, two);
      default -> throw new Mistake("yaql: unknown operator " + operator);
    };
  }

  private static String plain(Value value) {
    if (value instanceof Value.Text(String text, _)) {
      return text;
    }
    throw new Mistake("yaql: a pattern is compared with something that is no string");
  }

  private static Value arithmetic(String operator, Value one, Value two) {
    BigDecimal left = Numbers.number(one, operator);
    return new Value.Num(
        Numbers.calculate(operator, left, Numbers.number(two, operator)), Mark.NONE);
  }

  static Value plus(Value one, Value two) {
    if (one instanceof Value.Text(String a, _) && two instanceof Value.Text(String b, _)) {
      return Value.text(a + b);
    }
    if (one instanceof Value.ListOf(List<Value> a, _)
        && two instanceof Value.ListOf(List<Value> b, _)) {
      List<Value> all = new ArrayList<>(a);
      all.addAll(b);
      return Value.list(all);
    }
    if (one instanceof Value.MapOf(SequencedMap<String, Value> a, _)
        && two instanceof Value.MapOf(SequencedMap<String, Value> b, _)) {
      SequencedMap<String, Value> all = new LinkedHashMap<>(a);
      all.putAll(b);
      return Value.map(all);
    }
    return arithmetic("+", one, two);
  }

  private static Value times(Value one, Value two) {
    Value repeated = one instanceof Value.Num ? two : one;
    Value count = one instanceof Value.Num ? one : two;
    if (repeated instanceof Value.Num || !(count instanceof Value.Num(BigDecimal number, _))) {
      return arithmetic("*", one, two);
    }
    // One more than is allowed stands for all that is too many.
    int times = number.min(BigDecimal.valueOf(LONGEST + 1L)).max(BigDecimal.ZERO).intValue();
    if (repeated instanceof Value.Text(String text, _)) {
      bounded((long) text.length() * times);
      return Value.text(text.repeat(times));
    }
    if (repeated instanceof Value.ListOf(List<Value> items, _)) {
      bounded((long) items.size() * times);
      List<Value> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.addAll(items);
      }
      return Value.list(all);
    }
    throw new Mistake("yaql: \"*\" wants numbers, or a string or list and a number");
  }

  /** No product of a text or list is larger. */
  private static final int LONGEST = 1_000_000;

  private static void bounded(long length) {
    if (length > LONGEST) {
      throw new Mistake("yaql: the result of \"*\" is too long");
    }
  }

  /** Order of numbers and of texts; null comes before all. */
  static int compare(Value one, Value two) {
    if (one instanceof Value.Text(String a, _) && two instanceof Value.Text(String b, _)) {
      return a.compareTo(b);
    }
    if (one instanceof Value.Null || two instanceof Value.Null) {
      return Boolean.compare(!(one instanceof Value.Null), !(two instanceof Value.Null));
    }
    return Numbers.number(one, "<").compareTo(Numbers.number(two, "<"));
  }

  /** Whether a list, a map's keys or a text has this in it. */
  static boolean contains(Value within, Value sought) {
    return switch (within) {
      case Value.ListOf(List<Value> items, _) ->
          items.stream().anyMatch(item -> PythonEquality.equal(item, sought));
      case Value.MapOf map -> map.entries().containsKey(text(sought));
      case Value.Text(String text, _) -> text.contains(plain(sought));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ ->
          throw new Mistake("yaql: \"in\" wants a collection or a string");
    };
  }

  /** By number in a list, by key in a map. */
  static Datum index(Interpreter interpreter, Datum receiver, YaqlExpr index, Context context) {
    if (receiver instanceof Datum.Of(Value.MapOf map)) {
      String key = text(interpreter.value(interpreter.evaluate(index, context)));
      Value found = map.entries().get(key);
      if (found == null) {
        throw new Mistake("yaql: there is no key \"%s\" in the map".formatted(key));
      }
      return of(found);
    }
    if (receiver instanceof Datum.Regex || receiver instanceof Datum.Scope) {
      throw new Mistake("yaql: [...] works on lists and maps only");
    }
    Value at = interpreter.value(interpreter.evaluate(index, context));
    if (!(interpreter.value(receiver) instanceof Value.ListOf(List<Value> items, _))
        || !(at instanceof Value.Num || at instanceof Value.Bool)) {
      throw new Mistake("yaql: [...] wants a list and a number, or a map and a key");
    }
    BigDecimal number =
        at instanceof Value.Bool(boolean truth, _)
            ? BigDecimal.valueOf(truth ? 1 : 0)
            : Numbers.number(at, "[]");
    if (number.scale() > 0) {
      throw new Mistake("yaql: an index must be a whole number");
    }
    long place = number.longValue() < 0 ? number.longValue() + items.size() : number.longValue();
    if (place < 0 || place >= items.size()) {
      throw new Mistake(
          "yaql: there is no item %s in a list of %d".formatted(number, items.size()));
    }
    return of(items.get((int) place));
  }

  static Datum of(Value value) {
    return new Datum.Of(value);
  }
}
