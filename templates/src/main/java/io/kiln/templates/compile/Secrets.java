package io.kiln.templates.compile;

import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Marks values that must never be shown, down to the smallest part. */
final class Secrets {

  private Secrets() {}

  /** The value with every part of it sensitive, so that no function can take one out unmarked. */
  static Value deep(Value value) {
    Value inner =
        switch (value) {
          case Value.ListOf(List<Value> items, var mark) -> {
            List<Value> marked = new ArrayList<>(items.size());
            items.forEach(item -> marked.add(deep(item)));
            yield new Value.ListOf(marked, mark);
          }
          case Value.MapOf(SequencedMap<String, Value> entries, var mark) -> {
            SequencedMap<String, Value> marked = new LinkedHashMap<>();
            entries.forEach((key, entry) -> marked.put(key, deep(entry)));
            yield new Value.MapOf(marked, mark);
          }
          case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> value;
        };
    return inner.mark().sensitive() ? inner : inner.marked(inner.mark().with(true));
  }
}
