package io.kiln.resources.spi.binding;

import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Marks values so that they are never shown. */
final class Secrecy {

  private Secrecy() {}

  /** The value with itself and all inside marked: a part that is taken out stays secret. */
  static Value hide(Value value) {
    Value hidden =
        switch (value) {
          case Value.ListOf(List<Value> items, var mark) ->
              new Value.ListOf(items.stream().map(Secrecy::hide).toList(), mark);
          case Value.MapOf(SequencedMap<String, Value> entries, var mark) -> {
            SequencedMap<String, Value> inner = new LinkedHashMap<>();
            entries.forEach((key, entry) -> inner.put(key, hide(entry)));
            yield new Value.MapOf(inner, mark);
          }
          case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> value;
        };
    return hidden.marked(hidden.mark().with(true));
  }
}
