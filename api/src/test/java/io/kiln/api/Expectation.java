package io.kiln.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Compares answers with what was expected. In expected texts, <code>{uuid}</code>, <code>{time}
 * </code> and <code>{any}</code> stand for their kinds; any other name in braces is learned where
 * it first stands, and has to be the same from then on. A last list item {@code "..."}, or a key of
 * that name, lets more follow.
 */
final class Expectation {

  private static final Pattern HOLE = Pattern.compile("\\{([a-z0-9]+)}");
  private static final String MORE = "...";

  private static final Map<String, String> KINDS =
      Map.of(
          "uuid", "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
          "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ",
          "any", "[\\s\\S]*");

  private final Map<String, String> learned = new HashMap<>();

  Expectation(Map<String, String> known) {
    learned.putAll(known);
  }

  /** One that knows as much, to hold against an answer that may not be the one waited for. */
  Expectation copy() {
    return new Expectation(learned);
  }

  /** Takes over what the other learned. */
  void learn(Expectation other) {
    learned.putAll(other.learned);
  }

  /** A text of a request with what was learned filled in. */
  String filledIn(String text) {
    return HOLE.matcher(text)
        .replaceAll(
            hole -> Matcher.quoteReplacement(learned.getOrDefault(hole.group(1), hole.group())));
  }

  /** How an answer differs from what was expected; empty when it does not. */
  Optional<String> difference(JsonNode expected, JsonNode actual, String path) {
    if (expected.isString() && actual.isString()) {
      return text(expected.stringValue(), actual.stringValue(), path);
    }
    if (expected.isObject() && actual.isObject()) {
      return object(expected, actual, path);
    }
    if (expected.isArray() && actual.isArray()) {
      return array(expected, actual, path);
    }
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of("%s: expected %s, was %s".formatted(path, expected, actual));
  }

  private Optional<String> object(JsonNode expected, JsonNode actual, String path) {
    List<String> differences = new ArrayList<>();
    expected
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (key.equals(MORE)) {
                return;
              }
              if (!actual.has(key)) {
                differences.add("%s.%s is missing".formatted(path, key));
                return;
              }
              difference(entry.getValue(), actual.get(key), path + "." + key)
                  .ifPresent(differences::add);
            });
    for (String key : actual.propertyNames()) {
      if (!expected.has(key) && !expected.has(MORE)) {
        differences.add("%s.%s is not expected: %s".formatted(path, key, actual.get(key)));
      }
    }
    return joined(differences);
  }

  private Optional<String> array(JsonNode expected, JsonNode actual, String path) {
    int size = expected.size();
    boolean more =
        size > 0
            && expected.get(size - 1).isString()
            && expected.get(size - 1).stringValue().equals(MORE);
    int compared = more ? size - 1 : size;
    if (actual.size() < compared || (!more && actual.size() > compared)) {
      return Optional.of("%s: expected %d items, was %s".formatted(path, compared, actual));
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < compared; i++) {
      difference(expected.get(i), actual.get(i), "%s[%d]".formatted(path, i))
          .ifPresent(differences::add);
    }
    return joined(differences);
  }

  private static Optional<String> joined(List<String> differences) {
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", differences));
  }

  /** As {@link #difference}, for texts. */
  Optional<String> text(String expected, String actual, String path) {
    List<String> names = new ArrayList<>();
    var regex = new StringBuilder();
    Matcher holes = HOLE.matcher(expected);
    int at = 0;
    while (holes.find()) {
      regex.append(Pattern.quote(expected.substring(at, holes.start())));
      at = holes.end();
      String name = holes.group(1);
      String kind = KINDS.get(name);
      String known = learned.get(name);
      if (kind != null) {
        regex.append(kind);
      } else if (known != null) {
        regex.append(Pattern.quote(known));
      } else {
        regex.append("([^/?\" ]+)");
        names.add(name);
      }
    }
    regex.append(Pattern.quote(expected.substring(at)));
    Matcher matcher = Pattern.compile(regex.toString()).matcher(actual);
    if (!matcher.matches()) {
      return Optional.of(
          "%s: expected \"%s\", was \"%s\"".formatted(path, filledIn(expected), actual));
    }
    for (int i = 0; i < names.size(); i++) {
      learned.put(names.get(i), matcher.group(i + 1));
    }
    return Optional.empty();
  }
}
