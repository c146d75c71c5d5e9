package io.kiln.resources.software;

import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Replaces {@code {get_input: name}} in a structured config by the input's value.
 *
 * @param key what stands for {@code get_input}
 * @param strict a missing value is a mistake instead of null
 */
record InputFilling(String key, boolean strict, Map<String, Value> values) {

  /**
   * The config with its inputs filled in.
   *
   * @throws IllegalArgumentException when a value is missing and that is a mistake
   */
  Value fill(Value config) {
    return switch (config) {
      case Value.MapOf map
          when map.entries().size() == 1 && map.get(key) instanceof Value.Text name ->
          value(name.value());
      case Value.MapOf(SequencedMap<String, Value> entries, var mark) -> {
        SequencedMap<String, Value> filled = new LinkedHashMap<>();
        entries.forEach((name, value) -> filled.put(name, fill(value)));
        yield new Value.MapOf(filled, mark);
      }
      case Value.ListOf(var items, var mark) ->
          new Value.ListOf(items.stream().map(this::fill).toList(), mark);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> config;
    };
  }

  private Value value(String name) {
    Value value = values.getOrDefault(name, Value.nothing());
    if (strict && value instanceof Value.Null) {
      throw new IllegalArgumentException(
          "the config takes input " + name + " and input_values has no value for it");
    }
    return value;
  }
}
