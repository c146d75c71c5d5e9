package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Functions of maps. */
final class Dictionaries {

  private Dictionaries() {}

  static void into(Map<String, Builtin> all) {
    all.put("dict", Dictionaries::dict);
    all.put("toDict", Dictionaries::toDict);
    all.put("get", Dictionaries::get);
    all.put("keys", a -> texts(a.map(0).keySet()));
    all.put("values", a -> Sequences.list(List.copyOf(a.map(0).values())));
    all.put("items", a -> Sequences.list(items(a.map(0))));
    all.put(
        "containsKey",
        a -> Operators.of(Value.bool(a.map(0).containsKey(Operators.text(a.value(1))))));
    all.put("containsValue", a -> Operators.of(Value.bool(a.map(0).containsValue(a.value(1)))));
    all.put("delete", Dictionaries::delete);
    all.put("deleteAll", a -> Operators.of(without(a.map(0), a.list(1))));
    all.put("mergeWith", Dictionaries::mergeWith);
  }

  private static Datum texts(Iterable<String> texts) {
    List<Value> all = new ArrayList<>();
    texts.forEach(text -> all.add(Value.text(text)));
    return Sequences.list(all);
  }

  private static List<Value> items(Map<String, Value> map) {
    List<Value> pairs = new ArrayList<>(map.size());
    map.forEach((key, value) -> pairs.add(Value.list(List.of(Value.text(key), value))));
    return pairs;
  }

  /** From pairs, or from {@code key => value}. */
  private static Datum dict(Arguments a) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    if (a.has(0)) {
      for (Value pair : a.sequence(0)) {
        a.interpreter().step();
        if (!(pair instanceof Value.ListOf(List<Value> two, _)) || two.size() != 2) {
          throw a.wrong("pairs of a key and a value");
        }
        map.put(Operators.text(two.get(0)), two.get(1));
      }
    }
    keyed(a, map);
    return Operators.of(Value.map(map));
  }

  private static void keyed(Arguments a, SequencedMap<String, Value> map) {
    for (YaqlExpr.Argument entry : a.keyed()) {
      YaqlExpr key = entry.key().orElseThrow();
      Value name = a.interpreter().value(a.interpreter().evaluate(key, a.context()));
      map.put(
          Operators.text(name),
          a.interpreter().value(a.interpreter().evaluate(entry.value(), a.context())));
    }
  }

  private static Datum toDict(Arguments a) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      map.put(Operators.text(a.call(1, item)), a.has(2) ? a.call(2, item) : item);
    }
    return Operators.of(Value.map(map));
  }

  private static Datum get(Arguments a) {
    Value found = a.map(0).get(Operators.text(a.value(1)));
    return Operators.of(found != null ? found : a.optional(2).orElse(Value.nothing()));
  }

  /** {@code set(key, value)}, {@code set({…})} or {@code set(key => value, …)}. */
  static Datum set(Arguments a) {
    SequencedMap<String, Value> map = new LinkedHashMap<>(a.map(0));
    if (a.size() == 2) {
      map.putAll(a.map(1));
    } else if (a.size() > 2) {
      map.put(Operators.text(a.value(1)), a.value(2));
    }
    keyed(a, map);
    return Operators.of(Value.map(map));
  }

  /** Keys of a map; or items of a list at places. */
  private static Datum delete(Arguments a) {
    if (a.value(0) instanceof Value.MapOf(SequencedMap<String, Value> entries, _)) {
      List<Value> keys = new ArrayList<>();
      for (int i = 1; i < a.size(); i++) {
        keys.add(a.value(i));
      }
      return Operators.of(without(entries, keys));
    }
    return Slices.delete(a);
  }

  private static Value without(Map<String, Value> map, List<Value> keys) {
    Set<String> gone = new HashSet<>();
    keys.forEach(key -> gone.add(Operators.text(key)));
    SequencedMap<String, Value> rest = new LinkedHashMap<>(map);
    rest.keySet().removeAll(gone);
    return Value.map(rest);
  }

  /** Merges deeply: maps key by key, lists one after the other with each item once. */
  private static Datum mergeWith(Arguments a) {
    int levels = a.integer(4, 0);
    return Operators.of(merge(a, a.map(0), a.map(1), levels));
  }

  private static Value merge(
      Arguments a, Map<String, Value> one, Map<String, Value> two, int levels) {
    SequencedMap<String, Value> merged = new LinkedHashMap<>(one);
    two.forEach(
        (key, value) -> {
          a.interpreter().step();
          Value old = one.get(key);
          merged.put(key, old == null ? value : both(a, key, old, value, levels));
        });
    return Value.map(merged);
  }

  private static Value both(Arguments a, String key, Value old, Value value, int levels) {
    if (levels != 1 && value instanceof Value.MapOf(SequencedMap<String, Value> entries, _)) {
      if (!(old instanceof Value.MapOf(SequencedMap<String, Value> before, _))) {
        throw new Mistake("yaql: a map cannot be merged into \"%s\", which is none".formatted(key));
      }
      return merge(a, before, entries, levels == 0 ? 0 : levels - 1);
    }
    if (levels != 1 && value instanceof Value.ListOf(List<Value> items, _)) {
      if (!(old instanceof Value.ListOf(List<Value> before, _))) {
        throw new Mistake(
            "yaql: a list cannot be merged into \"%s\", which is none".formatted(key));
      }
      return lists(a, before, items);
    }
    return a.has(3)
        ? a.interpreter().value(a.call(3, new Datum.Of(old), new Datum.Of(value)))
        : value;
  }

  private static Value lists(Arguments a, List<Value> before, List<Value> items) {
    if (a.has(2)) {
      return a.interpreter()
          .value(a.call(2, new Datum.Of(Value.list(before)), new Datum.Of(Value.list(items))));
    }
    List<Value> all = new ArrayList<>(before);
    all.addAll(items);
    return Value.list(List.copyOf(Datum.SetOf.of(all).items().values()));
  }
}
