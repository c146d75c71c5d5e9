package io.kiln.resources.group;

import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Puts a member's name in the place of the index variable, in texts at any depth; keys stay. */
record IndexVariable(String variable, String name) {

  Value.MapOf in(Value.MapOf map) {
    SequencedMap<String, Value> replaced = new LinkedHashMap<>();
    map.entries().forEach((key, value) -> replaced.put(key, in(value)));
    return new Value.MapOf(replaced, map.mark());
  }

  private Value in(Value value) {
    return switch (value) {
      case Value.Text(String text, var mark) ->
          text.contains(variable) ? new Value.Text(text.replace(variable, name), mark) : value;
      case Value.ListOf(List<Value> items, var mark) ->
          new Value.ListOf(items.stream().map(this::in).toList(), mark);
      case Value.MapOf map -> in(map);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ -> value;
    };
  }
}
