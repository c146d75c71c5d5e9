package io.kiln.templates.yaql;

import com.google.re2j.Pattern;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What an expression gives on the way to its result. */
sealed interface Datum {

  /** A value of the template language. */
  record Of(Value value) implements Datum {}

  /** A sequence that is made as it is read; perhaps without end. */
  record Flow(Iterable<Value> items) implements Datum {}

  /**
   * A set, in the order its items came.
   *
   * @param items the items under the form in which Python compares them
   */
  record SetOf(SequencedMap<Value, Value> items) implements Datum {
    public SetOf {
      items = Collections.unmodifiableSequencedMap(items);
    }

    static SetOf of(Iterable<Value> all) {
      SequencedMap<Value, Value> items = new LinkedHashMap<>();
      all.forEach(item -> items.putIfAbsent(PythonEquality.canonical(item), item));
      return new SetOf(items);
    }
  }

  /** A list that is sorted when it is read, so that {@code thenBy} can add to its order. */
  record Ordered(List<Row> rows, Comparator<Row> order) implements Datum {

    /** An item, and what it is ordered by. */
    record Row(Value item, List<Value> keys) {}

    List<Value> sorted() {
      List<Row> sorted = new ArrayList<>(rows);
      sorted.sort(order);
      return sorted.stream().map(Row::item).toList();
    }
  }

  /** A pattern, made by {@code regex}. */
  record Regex(Pattern pattern) implements Datum {}

  /** A scope that {@code let} made, for the right side of {@code ->}. */
  record Scope(Context context) implements Datum {}
}
