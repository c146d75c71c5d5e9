package io.kiln.templates.value;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Equality as Python has it, at every depth: true is 1, false is 0, and 1 is 1.0. */
public final class PythonEquality {

  private PythonEquality() {}

  /** Whether Python finds the two equal. */
  public static boolean equal(Value one, Value two) {
    return canonical(one).equals(canonical(two));
  }

  /** A value that equals another of these exactly when Python finds what they stand for equal. */
  public static Value canonical(Value value) {
    return switch (value) {
      case Value.Bool(boolean truth, Mark mark) ->
          new Value.Num(truth ? BigDecimal.ONE : BigDecimal.ZERO, mark);
      case Value.ListOf(List<Value> items, Mark mark) ->
          new Value.ListOf(items.stream().map(PythonEquality::canonical).toList(), mark);
      case Value.MapOf(SequencedMap<String, Value> entries, Mark mark) -> {
        SequencedMap<String, Value> all = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((key, entry) -> all.put(key, canonical(entry)));
        yield new Value.MapOf(all, mark);
      }
      case Value.Null _, Value.Num _, Value.Text _, Value.Unknown _ -> value;
    };
  }
}
