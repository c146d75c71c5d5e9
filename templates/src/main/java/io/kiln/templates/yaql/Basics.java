package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
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
    all.put("isEmpty", Basics::isEmpty);
    all.put("contains", a -> bool(Operators.contains(a.value(0), a.value(1))));
    all.put("bool", a -> bool(Operators.truth(a.value(0))));
    all.put("isList", Basics::isList);
    all.put("isDict", a -> is(a, Value.MapOf.class::isInstance));
    all.put("isString", a -> is(a, Value.Text.class::isInstance));
    all.put("isBoolean", a -> is(a, Value.Bool.class::isInstance));
    all.put("isNumber", a -> is(a, Value.Num.class::isInstance));
    all.put("isInteger", a -> is(a, value -> number(value) && whole(value)));
    all.put("isSequence", Basics::isList);
    all.put("isIterable", Basics::isIterable);
    all.put("isRegex", a -> bool(a.datum(0) instanceof Datum.Regex));
    all.put("with", a -> new Datum.Scope(a.context().with(numbered(a))));
    all.put("unpack", Basics::unpack);
    all.put("selectCase", Basics::selectCase);
    all.put("selectAllCases", Basics::selectAllCases);
    all.put("switchCase", Basics::switchCase);
    all.put("examine", Basics::examine);
    all.put("assert", Basics::require);
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

  private static Map<String, Datum> numbered(Arguments a) {
    Map<String, Datum> variables = new HashMap<>();
    for (int i = 0; i < a.size(); i++) {
      variables.put(Integer.toString(i + 1), a.datum(i));
    }
    return variables;
  }

  private static Datum let(Arguments a) {
    Map<String, Datum> variables = numbered(a);
    for (YaqlExpr.Argument named : a.keyed()) {
      String name = Arguments.word(named).orElseThrow(() -> a.wrong("names on the left of =>"));
      variables.put(name, a.interpreter().evaluate(named.value(), a.context()));
    }
    return new Datum.Scope(a.context().with(variables));
  }

  /** The items of a list as variables, numbered or named. */
  private static Datum unpack(Arguments a) {
    List<Value> items = a.list(0);
    if (a.size() > 1 && a.size() - 1 != items.size()) {
      throw new Mistake(
          "yaql: Cannot unpack %d elements into %d".formatted(items.size(), a.size() - 1));
    }
    Map<String, Datum> variables = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      String name = a.size() > 1 ? a.text(i + 1) : Integer.toString(i + 1);
      variables.put(name, Operators.of(items.get(i)));
    }
    return new Datum.Scope(a.context().with(variables));
  }

  /** The number of the first true condition, or how many there are. */
  private static Datum selectCase(Arguments a) {
    int index = 0;
    while (index < a.size() && !Operators.truth(a.value(index))) {
      index++;
    }
    return Operators.of(Value.number(index));
  }

  private static Datum selectAllCases(Arguments a) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      if (Operators.truth(a.value(i))) {
        all.add(Value.number(i));
      }
    }
    return new Datum.Flow(all);
  }

  /** The argument of this number; the last one when there is none. */
  private static Datum switchCase(Arguments a) {
    int chosen = a.integer(0);
    int cases = a.size() - 1;
    if (cases == 0) {
      return Operators.of(Value.nothing());
    }
    return a.datum(chosen >= 0 && chosen < cases ? chosen + 1 : cases);
  }

  private static Datum examine(Arguments a) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      all.add(Value.bool(Operators.truth(a.value(i))));
    }
    return new Datum.Flow(all);
  }

  private static Datum require(Arguments a) {
    if (!a.method()) {
      throw a.wrong("to be called as a method");
    }
    if (!Operators.truth(a.interpreter().value(a.call(1, a.datum(0))))) {
      throw new Mistake("yaql: " + (a.has(2) ? a.text(2) : "Assertion failed"));
    }
    return a.datum(0);
  }

  /** Sequences that are still being made, and sets, are no lists. */
  private static Datum isList(Arguments a) {
    return bool(a.datum(0) instanceof Datum.Of(Value.ListOf _));
  }

  private static Datum isIterable(Arguments a) {
    return bool(
        switch (a.datum(0)) {
          case Datum.Of(Value value) -> value instanceof Value.ListOf;
          case Datum.Flow _, Datum.SetOf _, Datum.Ordered _ -> true;
          case Datum.Regex _, Datum.Scope _ -> false;
        });
  }

  /** A text is trimmed before it is looked at, unless told otherwise. */
  private static Datum isEmpty(Arguments a) {
    Value value = a.value(0);
    if (value instanceof Value.Null) {
      return bool(true);
    }
    if (value instanceof Value.Text(String text, _)) {
      boolean trims = a.optional(1).filter(given -> !Operators.truth(given)).isEmpty();
      return bool((trims ? Texts.trim(a, text, 2, true, true) : text).isEmpty());
    }
    return bool(length(a) == 0);
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
}
