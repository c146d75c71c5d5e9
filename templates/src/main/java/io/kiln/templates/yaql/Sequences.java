package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
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
    all.put("single", Sequences::first);
    all.put("distinct", Sequences::distinct);
    all.put("flatten", a -> list(flatten(a.value(0), a)));
    all.put("groupBy", Sequences::groupBy);
    all.put("orderBy", a -> orderBy(a, false));
    all.put("orderByDescending", a -> orderBy(a, true));
    all.put("reduce", Sequences::reduce);
    all.put("aggregate", Sequences::reduce);
    all.put("accumulate", Sequences::accumulate);
    all.put("zip", Sequences::zip);
    all.put("zipLongest", Sequences::zip);
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
    all.put("indexOf", Sequences::indexOf);
    all.put("count", a -> Operators.of(Value.number(a.list(0).size())));
    all.put("max", a -> extreme(a, 1));
    all.put("min", a -> extreme(a, -1));
    all.put("sum", Sequences::sum);
    all.put("slice", Sequences::chunks);
    all.put("range", Sequences::range);
    all.put(
        "repeat",
        a ->
            new Datum.Flow(
                Flows.repeat(a.interpreter(), a.value(0), a.has(1) ? a.integer(1) : -1)));
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
        a.value(1, "default")
            .orElseThrow(() -> new Mistake("yaql: the collection is empty and has no first item")));
  }

  private static Datum distinct(Arguments a) {
    Set<Value> seen = new HashSet<>();
    List<Value> kept = new ArrayList<>();
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      if (seen.add(a.has(1) ? a.call(1, item) : item)) {
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
    groups.forEach(
        (key, items) -> {
          Value group = Value.list(items);
          pairs.add(Value.list(List.of(key, a.has(3) ? a.call(3, group) : group)));
        });
    return flow(pairs);
  }

  private static Datum orderBy(Arguments a, boolean descending) {
    record Keyed(Value key, Value item) {}
    List<Keyed> keyed = new ArrayList<>();
    a.list(0).forEach(item -> keyed.add(new Keyed(a.call(1, item), item)));
    Comparator<Keyed> order = (one, two) -> Operators.compare(one.key(), two.key());
    keyed.sort(descending ? order.reversed() : order);
    return list(keyed.stream().map(Keyed::item).toList());
  }

  private static Datum reduce(Arguments a) {
    Iterator<Value> items = a.sequence(0).iterator();
    Optional<Value> so = a.value(2, "seed");
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
    return list(results);
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

  private static Datum enumerate(Arguments a) {
    int number = a.has(1) ? a.integer(1) : 0;
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

  private static Datum indexOf(Arguments a) {
    if (a.datum(0) instanceof Datum.Of(Value.Text(String text, _))) {
      return Operators.of(Value.number(text.indexOf(a.text(1))));
    }
    return Operators.of(Value.number(a.list(0).indexOf(a.value(1))));
  }

  private static Datum extreme(Arguments a, int sign) {
    boolean several =
        a.has(1) && !(a.datum(0) instanceof Datum.Flow) && !(a.value(0) instanceof Value.ListOf);
    List<Value> items = several ? List.of(a.value(0), a.value(1)) : new ArrayList<>(a.list(0));
    if (items.isEmpty()) {
      return otherwise(a);
    }
    Comparator<Value> order = Operators::compare;
    return Operators.of(sign > 0 ? Collections.max(items, order) : Collections.min(items, order));
  }

  private static Datum sum(Arguments a) {
    BigDecimal total = BigDecimal.ZERO;
    for (Value item : a.list(0)) {
      if (!(item instanceof Value.Num(BigDecimal number, _))) {
        throw a.wrong("numbers");
      }
      total = total.add(number);
    }
    return Operators.of(new Value.Num(total, Mark.NONE));
  }

  private static Datum chunks(Arguments a) {
    int length = a.integer(1);
    if (length < 1) {
      throw a.wrong("a length of at least 1");
    }
    List<Value> items = a.list(0);
    List<Value> chunks = new ArrayList<>();
    for (int i = 0; i < items.size(); i += length) {
      chunks.add(Value.list(slice(items, i, i + length)));
    }
    return list(chunks);
  }

  private static Datum range(Arguments a) {
    int start = a.has(1) ? a.integer(0) : 0;
    int stop = a.has(1) ? a.integer(1) : a.integer(0);
    int step = a.has(2) ? a.integer(2) : 1;
    if (step == 0) {
      throw a.wrong("a step that is not 0");
    }
    return flow(
        () ->
            new Iterator<>() {
              private long at = start;

              @Override
              public boolean hasNext() {
                return step > 0 ? at < stop : at > stop;
              }

              @Override
              public Value next() {
                if (!hasNext()) {
                  throw new java.util.NoSuchElementException();
                }
                a.interpreter().step();
                Value number = Value.number(at);
                at += step;
                return number;
              }
            });
  }
}
