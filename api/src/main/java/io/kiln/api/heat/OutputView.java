package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.http.Shown;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * An output with its value at this moment. Values are shown in clear, as Heat does: an output is
 * what a template's author wants to be told.
 *
 * @param outputError why there is no value
 */
record OutputView(
    String outputKey,
    String description,
    @Nullable Object outputValue,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String outputError) {

  /** An output as a list of keys shows it. */
  record Key(String outputKey, String description) {}

  static List<OutputView> all(
      Value.MapOf values, SequencedMap<String, OutputDefinition> definitions) {
    return definitions.values().stream().map(definition -> of(values, definition)).toList();
  }

  static OutputView of(Value.MapOf values, OutputDefinition definition) {
    Value known = values.get(definition.name());
    if (known instanceof Value.MapOf map && map.entries().containsKey("error")) {
      return new OutputView(
          definition.name(), description(definition), null, map.get("error").toString());
    }
    Value value = known instanceof Value.MapOf map ? map.get("value") : Value.nothing();
    return new OutputView(definition.name(), description(definition), Shown.clear(value), null);
  }

  /** An output of a stack that there is not. */
  static OutputView unknown(OutputDefinition definition) {
    return new OutputView(definition.name(), description(definition), null, null);
  }

  static List<Key> keys(SequencedMap<String, OutputDefinition> definitions) {
    return definitions.values().stream()
        .map(definition -> new Key(definition.name(), description(definition)))
        .toList();
  }

  private static String description(OutputDefinition definition) {
    return definition.description().isEmpty() ? "No description given" : definition.description();
  }
}
