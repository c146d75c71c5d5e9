package io.kiln.api.software;

import io.kiln.api.http.BadInputException;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the inputs and outputs of a config may look like (heat/engine/software_config_io.py). */
record ConfigSchema(String key, Set<String> known) {

  static final ConfigSchema INPUTS =
      new ConfigSchema(
          "inputs", Set.of("name", "description", "type", "default", "replace_on_change", "value"));

  static final ConfigSchema OUTPUTS =
      new ConfigSchema("outputs", Set.of("name", "description", "type", "error_output"));

  private static final Set<String> TYPES =
      Set.of("String", "Number", "CommaDelimitedList", "Json", "Boolean");

  /**
   * The list as it came.
   *
   * @throws BadInputException when an entry is none
   */
  Value read(List<JsonNode> entries) {
    List<Value> read = new ArrayList<>();
    for (JsonNode entry : entries) {
      check(entry, "%s[%d]".formatted(key, read.size()));
      read.add(Json.of(entry, Mark.NONE));
    }
    return Value.list(read);
  }

  private void check(JsonNode entry, String place) {
    if (!entry.isObject()) {
      throw new BadInputException("'%s' must be an object.".formatted(place));
    }
    if (!entry.path("name").isString()) {
      throw new BadInputException("'%s.name' must be a string.".formatted(place));
    }
    for (String name : entry.propertyNames()) {
      if (!known.contains(name)) {
        throw new BadInputException("Unknown property '%s.%s'.".formatted(place, name));
      }
    }
    JsonNode type = entry.path("type");
    if (!type.isMissingNode() && !type.isNull() && !TYPES.contains(type.asString(""))) {
      throw new BadInputException(
          "'%s.type' must be one of %s.".formatted(place, TYPES.stream().sorted().toList()));
    }
  }
}
