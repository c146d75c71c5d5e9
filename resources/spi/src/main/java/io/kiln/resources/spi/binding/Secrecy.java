package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Sensitive;
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

  /** The map with everything marked that the shape declares to be sensitive. */
  static Value.MapOf marked(RecordShape shape, Value.MapOf from) {
    SequencedMap<String, Value> entries = new LinkedHashMap<>(from.entries());
    for (Field field : shape.fields()) {
      entries.computeIfPresent(
          field.name(),
          (_, given) -> field.has(Sensitive.class) ? hide(given) : marked(field.shape(), given));
    }
    return new Value.MapOf(entries, from.mark());
  }

  private static Value marked(Shape shape, Value given) {
    return switch (shape) {
      case Shape.Maybe(Shape inner) -> marked(inner, given);
      case Shape.Items(Shape item) when given instanceof Value.ListOf(var items, var mark) ->
          new Value.ListOf(items.stream().map(each -> marked(item, each)).toList(), mark);
      case Shape.Entries(Shape inner) when given instanceof Value.MapOf(var entries, var mark) -> {
        SequencedMap<String, Value> all = new LinkedHashMap<>();
        entries.forEach((key, each) -> all.put(key, marked(inner, each)));
        yield new Value.MapOf(all, mark);
      }
      case Shape.Nested(RecordShape nested) when given instanceof Value.MapOf map ->
          marked(nested, map);
      case Shape.Items _, Shape.Entries _, Shape.Nested _ -> given;
      case Shape.Text _,
          Shape.Whole _,
          Shape.Amount _,
          Shape.Truth _,
          Shape.Seconds _,
          Shape.Raw _ ->
          given;
    };
  }
}
