package io.kiln.templates.yaql;

import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code orderBy}, {@code thenBy} and what goes downwards. */
final class Ordering {

  private Ordering() {}

  static void into(Map<String, Builtin> all) {
    all.put("orderBy", a -> orderBy(a, false));
    all.put("orderByDescending", a -> orderBy(a, true));
    all.put("thenBy", a -> thenBy(a, false));
    all.put("thenByDescending", a -> thenBy(a, true));
  }

  private static Comparator<Datum.Ordered.Row> byKey(int key, boolean descending) {
    Comparator<Datum.Ordered.Row> order =
        (one, two) -> Operators.compare(one.keys().get(key), two.keys().get(key));
    return descending ? order.reversed() : order;
  }

  private static Datum orderBy(Arguments a, boolean descending) {
    List<Datum.Ordered.Row> rows = new ArrayList<>();
    for (Value item : a.list(0)) {
      rows.add(new Datum.Ordered.Row(item, List.of(a.call(1, item))));
    }
    return new Datum.Ordered(rows, byKey(0, descending));
  }

  private static Datum thenBy(Arguments a, boolean descending) {
    if (!(a.datum(0) instanceof Datum.Ordered(var before, var order))) {
      throw a.wrong("what orderBy gives");
    }
    List<Datum.Ordered.Row> rows = new ArrayList<>();
    int key = before.isEmpty() ? 0 : before.getFirst().keys().size();
    for (Datum.Ordered.Row row : before) {
      List<Value> keys = new ArrayList<>(row.keys());
      keys.add(a.call(1, row.item()));
      rows.add(new Datum.Ordered.Row(row.item(), keys));
    }
    return new Datum.Ordered(rows, order.thenComparing(byKey(key, descending)));
  }
}
