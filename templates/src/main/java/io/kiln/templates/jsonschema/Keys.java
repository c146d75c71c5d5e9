package io.kiln.templates.jsonschema;

import io.kiln.templates.value.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** A schema being written, key by key. */
final class Keys {

  private final SequencedMap<String, Value> keys = new LinkedHashMap<>();

  /** Takes everything. */
  static final Value ANYTHING = Value.bool(true);

  static Keys of(String key, Value value) {
    return new Keys().and(key, value);
  }

  static Keys of(String key, String value) {
    return of(key, Value.text(value));
  }

  static Keys empty() {
    return new Keys();
  }

  /** Of one of these JSON types. */
  static Keys type(String... types) {
    return of("type", types.length == 1 ? Value.text(types[0]) : texts(Arrays.asList(types)));
  }

  static Value ref(String definition) {
    return of("$ref", "#/$defs/" + definition).value();
  }

  static Value anyOf(Value... schemas) {
    return of("anyOf", Value.list(List.of(schemas))).value();
  }

  static Value texts(Collection<String> texts) {
    return Value.list(texts.stream().map(Value::text).toList());
  }

  static Value oneOfTexts(Stream<String> texts) {
    return of("enum", texts(texts.toList())).value();
  }

  Keys and(String key, Value value) {
    keys.put(key, value);
    return this;
  }

  Keys and(String key, String value) {
    return and(key, Value.text(value));
  }

  Keys and(String key, long value) {
    return and(key, Value.number(value));
  }

  /** With a description, where there is one. */
  Keys described(String text) {
    return text.isEmpty() ? this : and("description", text);
  }

  /** Nothing but the properties that are named. */
  Keys closed() {
    return and("additionalProperties", Value.bool(false));
  }

  Value.MapOf value() {
    return Value.map(keys);
  }
}
