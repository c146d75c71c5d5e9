package io.kiln.api.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A JSON object of a request, asked key by key. A key that is absent and one that is null are the
 * same; a value of the wrong type is refused in words that name the key.
 */
public final class JsonObject {

  private final String path;
  private final JsonNode node;

  JsonObject(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** The keys in their order. */
  public SequencedSet<String> keys() {
    SequencedSet<String> keys = new java.util.LinkedHashSet<>(node.propertyNames());
    return Collections.unmodifiableSequencedSet(keys);
  }

  /** Whether there is a value that is not null. */
  public boolean has(String key) {
    return get(key).isPresent();
  }

  /** The value as it is. */
  public Optional<JsonNode> get(String key) {
    return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
  }

  /** A text. */
  public Optional<String> text(String key) {
    return get(key)
        .map(
            value -> {
              require(value.isString(), key, "a string", value);
              return value.stringValue();
            });
  }

  /** A text that has to be there. */
  public String requiredText(String key) {
    return text(key)
        .orElseThrow(() -> new BadInputException("'%s' is missing.".formatted(name(key))));
  }

  /** True or false, also in the words and numbers that Heat takes for them. */
  public Optional<Boolean> bool(String key) {
    return get(key)
        .map(
            value ->
                switch (value.asString("").toLowerCase(Locale.ROOT)) {
                  case "true", "1", "yes", "on", "t", "y" -> true;
                  case "false", "0", "no", "off", "f", "n" -> false;
                  default -> throw wrong(key, "true or false", value);
                });
  }

  /** A whole number within bounds; as a number or as its text. */
  public Optional<Integer> integer(String key, int min, int max) {
    return get(key)
        .map(
            value -> {
              int number = parse(key, value);
              if (number < min || number > max) {
                throw new BadInputException(
                    "'%s' must be between %d and %d, not %d."
                        .formatted(name(key), min, max, number));
              }
              return number;
            });
  }

  private int parse(String key, JsonNode value) {
    boolean whole = value.isIntegralNumber() || value.isString();
    require(whole, key, "a whole number", value);
    try {
      return Integer.parseInt(value.asString().strip());
    } catch (NumberFormatException e) {
      throw wrong(key, "a whole number", value);
    }
  }

  /** An object, empty when absent. */
  public JsonObject object(String key) {
    return get(key)
        .map(
            value -> {
              require(value.isObject(), key, "an object", value);
              return new JsonObject(name(key), value);
            })
        .orElseGet(() -> new JsonObject(name(key), JsonNodeFactory.instance.objectNode()));
  }

  /** An object whose values are all texts, empty when absent. */
  public SequencedMap<String, String> texts(String key) {
    JsonObject inner = object(key);
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    for (String name : inner.keys()) {
      texts.put(name, inner.requiredText(name));
    }
    return texts;
  }

  /** A list of texts, empty when absent. */
  public List<String> textList(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(key)) {
      require(item.isString(), key + "[" + texts.size() + "]", "a string", item);
      texts.add(item.stringValue());
    }
    return List.copyOf(texts);
  }

  /** A list of anything, empty when absent. */
  public List<JsonNode> list(String key) {
    return get(key)
        .map(
            value -> {
              require(value.isArray(), key, "a list", value);
              return List.copyOf(value.asArray().values());
            })
        .orElse(List.of());
  }

  /** Refuses every key but these. */
  public void only(String... allowed) {
    List<String> known = List.of(allowed);
    for (String key : keys()) {
      if (!known.contains(key)) {
        throw new BadInputException(
            "Unexpected key '%s'; expected any of: %s."
                .formatted(name(key), String.join(", ", known)));
      }
    }
  }

  private void require(boolean fits, String key, String expected, JsonNode value) {
    if (!fits) {
      throw wrong(key, expected, value);
    }
  }

  private BadInputException wrong(String key, String expected, JsonNode value) {
    return new BadInputException(
        "'%s' must be %s, not %s.".formatted(name(key), expected, kind(value)));
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** What a person calls this kind of JSON value; never the value itself, it may be a secret. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case BOOLEAN -> "a boolean";
      case NUMBER -> "a number";
      case STRING, BINARY -> "a string";
      case NULL, MISSING -> "null";
    };
  }
}
