package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Functions of sets. */
final class Sets {

  private Sets() {}

  static void into(Map<String, Builtin> all) {
    all.put("set", a -> a.method() ? Dictionaries.set(a) : made(a));
    all.put("toSet", a -> Datum.SetOf.of(a.list(0)));
    all.put("isSet", a -> Operators.of(Value.bool(a.datum(0) instanceof Datum.SetOf)));
    all.put("union", Sets::union);
    all.put("intersect", a -> kept(a, (left, right) -> right));
    all.put("difference", a -> kept(a, (left, right) -> !right));
    all.put("symmetricDifference", Sets::symmetricDifference);
    all.put("add", a -> added(a, set(a, 0)));
    all.put("remove", a -> difference(set(a, 0), made(a, 1)));
  }

  private static Datum made(Arguments a) {
    return made(a, 0);
  }

  private static Datum.SetOf made(Arguments a, int from) {
    List<Value> items = new ArrayList<>();
    for (int i = from; i < a.size(); i++) {
      Datum datum = a.datum(i);
      if (datum instanceof Datum.Flow(Iterable<Value> flow)) {
        items.addAll(a.interpreter().list(flow));
      } else {
        items.add(a.interpreter().value(datum));
      }
    }
    return Datum.SetOf.of(items);
  }

  private static Datum.SetOf set(Arguments a, int index) {
    Datum datum = a.datum(index);
    return datum instanceof Datum.SetOf set
        ? set
        : Datum.SetOf.of(a.interpreter().list(a.sequence(datum)));
  }

  private static Datum union(Arguments a) {
    List<Value> items = new ArrayList<>(set(a, 0).items().values());
    items.addAll(set(a, 1).items().values());
    return Datum.SetOf.of(items);
  }

  private static Datum added(Arguments a, Datum.SetOf set) {
    List<Value> items = new ArrayList<>(set.items().values());
    items.addAll(made(a, 1).items().values());
    return Datum.SetOf.of(items);
  }

  /** The items of the left that are kept when told whether the right has them. */
  private static Datum kept(Arguments a, BiPredicate<Value, Boolean> keep) {
    Datum.SetOf right = set(a, 1);
    return Datum.SetOf.of(
        set(a, 0).items().values().stream()
            .filter(item -> keep.test(item, has(right, item)))
            .toList());
  }

  private static boolean has(Datum.SetOf set, Value item) {
    return set.items().containsKey(PythonEquality.canonical(item));
  }

  private static Datum symmetricDifference(Arguments a) {
    Datum.SetOf left = set(a, 0);
    Datum.SetOf right = set(a, 1);
    List<Value> items = new ArrayList<>(difference(left, right).items().values());
    items.addAll(difference(right, left).items().values());
    return Datum.SetOf.of(items);
  }

  static Datum.SetOf difference(Datum.SetOf left, Datum.SetOf right) {
    return Datum.SetOf.of(
        left.items().values().stream().filter(item -> !has(right, item)).toList());
  }

  /** What an operator makes of two sets: comparisons ask for subsets. */
  static Datum operator(String operator, Datum.SetOf left, Datum.SetOf right) {
    boolean within = right.items().keySet().containsAll(left.items().keySet());
    boolean around = left.items().keySet().containsAll(right.items().keySet());
    return switch (operator) {
      case "=" -> Operators.of(Value.bool(within && around));
      case "!=" -> Operators.of(Value.bool(!within || !around));
      case "<" -> Operators.of(Value.bool(within && !around));
      case "<=" -> Operators.of(Value.bool(within));
      case ">" -> Operators.of(Value.bool(around && !within));
      case ">=" -> Operators.of(Value.bool(around));
      case "-" -> difference(left, right);
      default -> throw new Mistake("yaql: \"%s\" does not work on sets".formatted(operator));
    };
  }
}
