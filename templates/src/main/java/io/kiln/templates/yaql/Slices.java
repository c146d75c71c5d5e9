package io.kiln.templates.yaql;

import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Functions that look for places in sequences, cut at them, or put something there. */
final class Slices {

  private Slices() {}

  static void into(Map<String, Builtin> all) {
    all.put("indexWhere", a -> where(a, false));
    all.put("lastIndexWhere", a -> where(a, true));
    all.put("slice", Slices::chunks);
    all.put("splitAt", Slices::splitAt);
    all.put("splitWhere", Slices::splitWhere);
    all.put("sliceWhere", Slices::sliceWhere);
    all.put("insert", a -> insert(a, List.of(a.value(2)), true));
    all.put("insertMany", a -> insert(a, a.list(2), false));
    all.put("replaceMany", a -> replace(a, a.list(2)));
  }

  private static Datum where(Arguments a, boolean last) {
    int found = -1;
    int place = 0;
    for (Value item : a.sequence(0)) {
      a.interpreter().step();
      if ((last || found < 0) && Operators.truth(a.call(1, item))) {
        found = place;
        if (!last) {
          break;
        }
      }
      place++;
    }
    return Operators.of(Value.number(found));
  }

  private static Datum chunks(Arguments a) {
    int length = a.integer(1);
    if (length < 1) {
      throw a.wrong("a length of at least 1");
    }
    List<Value> items = a.list(0);
    List<Value> chunks = new ArrayList<>();
    for (int i = 0; i < items.size(); i += length) {
      chunks.add(Value.list(items.subList(i, Math.min(items.size(), i + length))));
    }
    return new Datum.Flow(chunks);
  }

  private static Datum splitAt(Arguments a) {
    List<Value> items = a.list(0);
    int index = a.integer(1);
    int at = Math.clamp(index < 0 ? index + items.size() : index, 0, items.size());
    return Sequences.list(
        List.of(Value.list(items.subList(0, at)), Value.list(items.subList(at, items.size()))));
  }

  /** Cut at the items that meet a condition, without them. */
  private static Datum splitWhere(Arguments a) {
    List<Value> items = a.list(0);
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < items.size(); i++) {
      if (Operators.truth(a.call(1, items.get(i)))) {
        parts.add(Value.list(items.subList(start, i)));
        start = i + 1;
      }
    }
    if (start < items.size()) {
      parts.add(Value.list(items.subList(start, items.size())));
    }
    return new Datum.Flow(parts);
  }

  /** Cut wherever the function's value changes. */
  private static Datum sliceWhere(Arguments a) {
    List<Value> items = a.list(0);
    List<Value> parts = new ArrayList<>();
    int start = 0;
    Optional<Value> before = Optional.empty();
    for (int i = 0; i < items.size(); i++) {
      Value now = a.call(1, items.get(i));
      if (before.isPresent() && !before.get().equals(now)) {
        parts.add(Value.list(items.subList(start, i)));
        start = i;
      }
      before = Optional.of(now);
    }
    if (start < items.size()) {
      parts.add(Value.list(items.subList(start, items.size())));
    }
    return new Datum.Flow(parts);
  }

  /** Many before a place below 0 come first; one is put where Python's {@code insert} puts it. */
  private static Datum insert(Arguments a, List<Value> values, boolean fromTheBack) {
    List<Value> items = new ArrayList<>(a.list(0));
    int position = a.integer(1);
    boolean back = fromTheBack && position < 0 && !(a.datum(0) instanceof Datum.Flow);
    items.addAll(Math.clamp(back ? position + items.size() : position, 0, items.size()), values);
    return Sequences.list(items);
  }

  /** The items whose place is not among those named. */
  static Datum delete(Arguments a) {
    IntPredicate gone = places(a.integer(1), a.integer(2, 1));
    List<Value> items = a.list(0);
    List<Value> rest = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!gone.test(i)) {
        rest.add(items.get(i));
      }
    }
    return new Datum.Flow(rest);
  }

  /** So many places from a position on; all when the count is negative. */
  private static IntPredicate places(int position, int count) {
    return count < 0 ? i -> i >= position : i -> i >= position && i < (long) position + count;
  }

  /** The values in place of the items at these places. */
  static Datum replace(Arguments a, List<Value> values) {
    IntPredicate gone = places(a.integer(1), a.integer(3, 1));
    List<Value> items = a.list(0);
    List<Value> all = new ArrayList<>();
    boolean put = false;
    for (int i = 0; i < items.size(); i++) {
      if (!gone.test(i)) {
        all.add(items.get(i));
      } else if (!put) {
        all.addAll(values);
        put = true;
      }
    }
    return new Datum.Flow(all);
  }
}
