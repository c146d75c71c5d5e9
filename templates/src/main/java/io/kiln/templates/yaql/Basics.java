package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Functions of any value, of numbers, and those that steer what is evaluated. */
final class Basics {

  private Basics() {}

  static void into(Map<String, Builtin> all) {
    all.put("coalesce", Basics::coalesce);
    all.put("switch", Basics::choose);
    all.put("let", Basics::let);
    all.put("list", Basics::list);
    all.put("len", a -> Operators.of(Value.number(length(a))));
    all.put("isEmpty", a -> bool(length(a) == 0));
    all.put("contains", a -> bool(Operators.contains(a.value(0), a.value(1))));
    all.put("bool", a -> bool(Operators.truth(a.value(0))));
    all.put("isList", a -> is(a, Value.ListOf.class::isInstance));
    all.put("isDict", a -> is(a, Value.MapOf.class::isInstance));
    all.put("isString", a -> is(a, Value.Text.class::isInstance));
    all.put("isBoolean", a -> is(a, Value.Bool.class::isInstance));
    all.put("isNumber", a -> is(a, Value.Num.class::isInstance));
    all.put("isInteger", a -> is(a, value -> number(value) && whole(value)));
    all.put("isSequence", a -> is(a, Value.ListOf.class::isInstance));
    all.put("int", Basics::integer);
    all.put("float", Basics::real);
    all.put("abs", Basics::absolute);
  }

  private static Datum bool(boolean truth) {
    return Operators.of(Value.bool(truth));
  }

  private static Datum is(Arguments a, Predicate<Value> kind) {
    return bool(kind.test(a.value(0)));
  }

  private static boolean number(Value value) {
    return value instanceof Value.Num;
  }

  private static boolean whole(Value value) {
    return value instanceof Value.Num(BigDecimal number, _) && number.scale() <= 0;
  }

  private static Datum coalesce(Arguments a) {
    for (int i = 0; i < a.size(); i++) {
      Datum datum = a.datum(i);
      if (!(datum instanceof Datum.Of(Value.Null _))) {
        return datum;
      }
    }
    return Operators.of(Value.nothing());
  }

  /** The value of the first arm whose condition holds; null when none does. */
  private static Datum choose(Arguments a) {
    for (YaqlExpr.Argument arm : a.keyed()) {
      Datum condition = a.interpreter().evaluate(arm.key().orElseThrow(), a.context());
      if (Operators.truth(a.interpreter().value(condition))) {
        return a.interpreter().evaluate(arm.value(), a.context());
      }
    }
    return Operators.of(Value.nothing());
  }

  private static Datum let(Arguments a) {
    Map<String, Datum> variables = new HashMap<>();
    for (int i = 0; i < a.size(); i++) {
      variables.put(Integer.toString(i + 1), a.datum(i));
    }
    for (YaqlExpr.Argument named : a.keyed()) {
      if (!(named.key().orElseThrow()
          instanceof YaqlExpr.Constant(Value.Text(String name, _), _))) {
        throw a.wrong("names on the left of =>");
      }
      variables.put(name, a.interpreter().evaluate(named.value(), a.context()));
    }
    return new Datum.Scope(a.context().with(variables));
  }

  /** Sequences made on the way are put in item by item, lists as they are. */
  private static Datum list(Arguments a) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      Datum datum = a.datum(i);
      if (datum instanceof Datum.Flow(Iterable<Value> items)) {
        all.addAll(a.interpreter().list(items));
      } else {
        all.add(a.interpreter().value(datum));
      }
    }
    return Sequences.list(all);
  }

  private static int length(Arguments a) {
    return switch (a.value(0)) {
      case Value.Text(String text, _) -> text.codePointCount(0, text.length());
      case Value.ListOf(List<Value> items, _) -> items.size();
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> entries.size();
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ ->
          throw a.wrong("a collection or a string");
    };
  }

  private static Datum integer(Arguments a) {
    BigDecimal number = decimal(a).setScale(0, RoundingMode.DOWN);
    return Operators.of(new Value.Num(number, Mark.NONE));
  }

  private static Datum real(Arguments a) {
    BigDecimal exact = BigDecimal.valueOf(decimal(a).doubleValue());
    return Operators.of(new Value.Num(exact.scale() > 0 ? exact : exact.setScale(1), Mark.NONE));
  }

  private static Datum absolute(Arguments a) {
    return Operators.of(new Value.Num(decimal(a).abs(), Mark.NONE));
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
}
