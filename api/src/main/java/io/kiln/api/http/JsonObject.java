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

  /** Longer than any key that is a slip of the pen. */
  private static final int LONGEST_QUOTED = 100;

  private final String path;
  private final String pointer;
  private final JsonNode node;

  /**
   * An object of a body.
   *
   * @param path what people call it
   * @param pointer where it is, as a JSON pointer
   */
  JsonObject(String path, String pointer, JsonNode node) {
    this.path = path;
    this.pointer = pointer;
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
        .orElseThrow(
            () ->
                new BadInputException(
                    "'%s' is missing.".formatted(name(key)), BodyFault.missingKey(pointer(key))));
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
              boolean whole = value.isIntegralNumber() || value.isString();
              require(whole, key, "a whole number", value);
              WholeNumber number =
                  WholeNumber.read(value.asString())
                      .orElseThrow(() -> wrong(key, "a whole number", value));
              return number
                  .within(min, max)
                  .orElseThrow(
                      () ->
                          new BadInputException(
                              "'%s' must be between %d and %d, not %s."
                                  .formatted(name(key), min, max, number),
                              BodyFault.wrongValue(pointer(key))));
            });
  }

  /** An object, empty when absent. */
  public JsonObject object(String key) {
    return get(key)
        .map(
            value -> {
              require(value.isObject(), key, "an object", value);
              return new JsonObject(name(key), pointer(key), value);
            })
        .orElseGet(
            () -> new JsonObject(name(key), pointer(key), JsonNodeFactory.instance.objectNode()));
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
      if (!item.isString()) {
        throw wrong(
            "%s[%d]".formatted(key, texts.size()),
            pointer(key) + "/" + texts.size(),
            "a string",
            item);
      }
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
    only(List.of(allowed));
  }

  /** Refuses every key but these. */
  public void only(List<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        throw new BadInputException(
            "Unexpected key '%s'; expected any of: %s."
                .formatted(cut(name(key)), String.join(", ", known)),
            BodyFault.unknownKey(cut(pointer(key))));
      }
    }
  }

  private void require(boolean fits, String key, String expected, JsonNode value) {
    if (!fits) {
      throw wrong(key, expected, value);
    }
  }

  private BadInputException wrong(String key, String expected, JsonNode value) {
    return wrong(key, pointer(key), expected, value);
  }

  private BadInputException wrong(String key, String at, String expected, JsonNode value) {
    return new BadInputException(
        "'%s' must be %s, not %s.".formatted(name(key), expected, kind(value)),
        BodyFault.wrongValue(at));
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String pointer(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** Whoever sends a page as a key is not sent the page again. */
  private static String cut(String text) {
    return text.length() <= LONGEST_QUOTED ? text : text.substring(0, LONGEST_QUOTED) + "…";
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
