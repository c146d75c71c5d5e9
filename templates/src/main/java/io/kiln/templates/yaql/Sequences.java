package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions of sequences. */
final class Sequences {

  /**
   * Steps of a reduction, each of which may wrap its value, from one look at its depth to the next.
   */
  private static final int UNCHECKED = 8;

  private Sequences() {}

  static void into(Map<String, Builtin> all) {
    all.put("select", Sequences::select);
    all.put("selectMany", Sequences::selectMany);
    all.put("where", Sequences::where);
    all.put("any", Sequences::any);
    all.put("all", Sequences::all);
    all.put("first", Sequences::first);
    all.put("last", Sequences::last);
    all.put("single", Sequences::single);
    all.put("map", Sequences::select);
    all.put("filter", Sequences::where);
    all.put("defaultIfEmpty", Sequences::defaultIfEmpty);
    all.put("distinct", Sequences::distinct);
    all.put("flatten", a -> flow(flatten(a.value(0), a)));
    all.put("groupBy", Sequences::groupBy);
    all.put("reduce", Sequences::reduce);
    all.put("aggregate", Sequences::reduce);
    all.put("accumulate", Sequences::accumulate);
    all.put("zip", Sequences::zip);
    all.put("zipLongest", Sequences::zipLongest);
    all.put("enumerate", Sequences::enumerate);
    all.put("skip", a -> list(slice(a.list(0), a.integer(1), Integer.MAX_VALUE)));
    all.put("take", Sequences::take);
    all.put("limit", Sequences::take);
    all.put("takeWhile", Sequences::takeWhile);
    all.put("skipWhile", Sequences::skipWhile);
    all.put("append", Sequences::append);
    all.put("reverse", a -> list(a.list(0).reversed()));
    all.put("toList", a -> list(a.list(0)));
    all.put("memorize", a -> list(a.list(0)));
    all.put("count", a -> Operators.of(Value.number(a.list(0).size())));
    all.put("max", a -> extreme(a, 1));
    all.put("min", a -> extreme(a, -1));
    all.put("sum", Sequences::sum);
  }

  static Datum list(List<Value> items) {
    return Operators.of(Value.list(items));
  }

  private static Datum flow(Iterable<Value> items) {
    return new Datum.Flow(items);
  }

  private static Datum select(Arguments a) {
    return flow(Flows.map(a.interpreter(), a.sequence(0), item -> a.call(1, item)));
  }

  private static Datum selectMany(Arguments a) {
    return flow(
        Flows.flatMap(
            a.interpreter(),
            a.sequence(0),
            item -> {
              Datum parts = a.call(1, new Datum.Of(item));
              return parts instanceof Datum.Flow || parts instanceof Datum.Of(Value.ListOf _)
                  ? a.sequence(parts)
                  : List.of(a.interpreter().value(parts));
            }));
  }

  static Datum where(Arguments a) {
    return flow(
        Flows.filter(a.interpreter(), a.sequence(0), item -> Operators.truth(a.call(1, item))));
  }

  /** Whether there is an item, or one that meets a condition. */
  private static Datum any(Arguments a) {
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      if (!a.has(1) || Operators.truth(a.call(1, item))) {
        return Operators.of(Value.bool(true));
      }
    }
    return Operators.of(Value.bool(false));
  }

  /** Whether every item is true, or meets a condition. */
  private static Datum all(Arguments a) {
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      if (!Operators.truth(a.has(1) ? a.call(1, item) : item)) {
        return Operators.of(Value.bool(false));
      }
    }
    return Operators.of(Value.bool(true));
  }

  private static Datum single(Arguments a) {
    Iterator<Value> items = a.sequence(0).iterator();
    Datum first = items.hasNext() ? Operators.of(items.next()) : otherwise(a);
    if (items.hasNext()) {
      throw new Mistake("yaql: the collection has more than one item");
    }
    return first;
  }

  private static Datum defaultIfEmpty(Arguments a) {
    return a.sequence(0).iterator().hasNext() ? a.datum(0) : a.datum(1);
  }

  private static Datum first(Arguments a) {
    Iterator<Value> items = a.sequence(0).iterator();
    return items.hasNext() ? Operators.of(items.next()) : otherwise(a);
  }

  private static Datum last(Arguments a) {
    List<Value> items = a.list(0);
    return items.isEmpty() ? otherwise(a) : Operators.of(items.getLast());
  }

  private static Datum otherwise(Arguments a) {
    return Operators.of(
        a.optional(1)
            .orElseThrow(() -> new Mistake("yaql: the collection is empty and has no first item")));
  }

  private static Datum distinct(Arguments a) {
    Set<Value> seen = new HashSet<>();
    List<Value> kept = new ArrayList<>();
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      if (seen.add(PythonEquality.canonical(a.has(1) ? a.call(1, item) : item))) {
        kept.add(item);
      }
    }
    return flow(kept);
  }

  private static List<Value> flatten(Value value, Arguments a) {
    if (!(value instanceof Value.ListOf(List<Value> items, _))) {
      return List.of(value);
    }
    List<Value> all = new ArrayList<>();
    for (Value item : items) {
      a.interpreter().step();
      all.addAll(flatten(item, a));
    }
    return all;
  }

  /** Groups in the order of their first items: pairs of a key and the list under it. */
  private static Datum groupBy(Arguments a) {
    Map<Value, List<Value>> groups = new LinkedHashMap<>();
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      Value value = a.has(2) ? a.call(2, item) : item;
      groups.computeIfAbsent(a.call(1, item), _ -> new ArrayList<>()).add(value);
    }
    List<Value> pairs = new ArrayList<>();
    groups.forEach((key, items) -> pairs.add(Value.list(List.of(key, Value.list(items)))));
    return flow(a.has(3) ? new Groups(a).aggregated(pairs) : pairs);
  }

  private static Datum reduce(Arguments a) {
    Iterator<Value> items = a.sequence(0).iterator();
    Optional<Value> so = a.optional(2);
    if (so.isEmpty() && !items.hasNext()) {
      throw new Mistake("yaql: an empty collection cannot be reduced without a first value");
    }
    Value result = so.orElseGet(items::next);
    for (int i = 0; items.hasNext(); i++) {
      a.interpreter().step();
      if (i % UNCHECKED == 0) {
        Interpreter.shallow(result);
      }
      result = a.interpreter().value(a.call(1, new Datum.Of(result), new Datum.Of(items.next())));
    }
    return Operators.of(result);
  }

  private static Datum accumulate(Arguments a) {
    List<Value> results = new ArrayList<>();
    a.optional(2).ifPresent(results::add);
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      if (results.size() % UNCHECKED == 1) {
        Interpreter.shallow(results.getLast());
      }
      results.add(
          results.isEmpty()
              ? item
              : a.interpreter()
                  .value(a.call(1, new Datum.Of(results.getLast()), new Datum.Of(item))));
    }
    if (results.isEmpty()) {
      throw new Mistake("yaql: an empty collection cannot be reduced without a first value");
    }
    return flow(results);
  }

  private static Datum zip(Arguments a) {
    List<Iterator<Value>> sources = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sources.add(a.sequence(i).iterator());
    }
    List<Value> rows = new ArrayList<>();
    while (sources.stream().allMatch(Iterator::hasNext)) {
      a.interpreter().step();
      List<Value> row = new ArrayList<>(sources.size());
      sources.forEach(source -> row.add(source.next()));
      rows.add(Value.list(row));
    }
    return flow(rows);
  }

  /** As long as the longest, with a default in place of what is missing. */
  private static Datum zipLongest(Arguments a) {
    Value missing = a.keyed("default").orElse(Value.nothing());
    List<Iterator<Value>> sources = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sources.add(a.sequence(i).iterator());
    }
    List<Value> rows = new ArrayList<>();
    while (sources.stream().anyMatch(Iterator::hasNext)) {
      a.interpreter().step();
      List<Value> row = new ArrayList<>(sources.size());
      sources.forEach(source -> row.add(source.hasNext() ? source.next() : missing));
      rows.add(Value.list(row));
    }
    return flow(rows);
  }

  /** What a function makes of each pair of two collections that meets a condition. */
  static Datum pairs(Arguments a) {
    List<Value> others = a.list(1);
    List<Value> pairs = new ArrayList<>();
    for (Value one : a.sequence(0)) {
      for (Value other : others) {
        a.interpreter().step();
        var left = new Datum.Of(one);
        var right = new Datum.Of(other);
        if (Operators.truth(a.interpreter().value(a.call(2, left, right)))) {
          pairs.add(a.interpreter().value(a.call(3, left, right)));
        }
      }
    }
    return flow(pairs);
  }

  private static Datum enumerate(Arguments a) {
    int number = a.integer(1, 0);
    List<Value> pairs = new ArrayList<>();
    for (Value item : a.list(0)) {
      pairs.add(Value.list(List.of(Value.number(number++), item)));
    }
    return flow(pairs);
  }

  private static List<Value> slice(List<Value> items, int from, int to) {
    int start = Math.clamp(from, 0, items.size());
    return items.subList(start, Math.clamp(to, start, items.size()));
  }

  private static Datum take(Arguments a) {
    int count = a.integer(1);
    List<Value> taken = new ArrayList<>();
    Iterator<Value> items = a.sequence(0).iterator();
    while (taken.size() < count && items.hasNext()) {
      a.interpreter().step();
      taken.add(items.next());
    }
    return list(taken);
  }

  private static Datum takeWhile(Arguments a) {
    List<Value> taken = new ArrayList<>();
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      if (!Operators.truth(a.call(1, item))) {
        break;
      }
      taken.add(item);
    }
    return list(taken);
  }

  private static Datum skipWhile(Arguments a) {
    List<Value> items = a.list(0);
    int skipped = 0;
    while (skipped < items.size() && Operators.truth(a.call(1, items.get(skipped)))) {
      skipped++;
    }
    return list(items.subList(skipped, items.size()));
  }

  private static Datum append(Arguments a) {
    List<Value> all = new ArrayList<>(a.list(0));
    for (int i = 1; i < a.size(); i++) {
      all.add(a.value(i));
    }
    return list(all);
  }

  /** The greatest or least of a collection, or of two values. */
  private static Datum extreme(Arguments a, int sign) {
    List<Value> items = new ArrayList<>();
    if (a.method() || a.size() == 1) {
      a.optional(1).ifPresent(items::add);
      items.addAll(a.list(0));
    } else {
      items.add(a.value(0));
      items.add(a.value(1));
    }
    if (items.isEmpty()) {
      throw new Mistake("yaql: an empty collection has no greatest or least item");
    }
    Comparator<Value> order = Operators::compare;
    return Operators.of(sign > 0 ? Collections.max(items, order) : Collections.min(items, order));
  }

  private static Datum sum(Arguments a) {
    List<Value> items = new ArrayList<>();
    a.optional(1).ifPresent(items::add);
    items.addAll(a.list(0));
    if (items.isEmpty()) {
      throw new Mistake("yaql: an empty collection has no sum without a first value");
    }
    Value total = items.getFirst();
    for (Value item : items.subList(1, items.size())) {
      total = Operators.plus(total, item);
      a.interpreter().grow(Interpreter.size(total));
    }
    return Operators.of(total);
  }
}
