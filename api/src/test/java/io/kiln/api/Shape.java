package io.kiln.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * Compares the keys and types of two JSON values, whatever they say. What was recorded as null may
 * be of any type; what was not may not be null. Each entry of a recorded list has to have one of
 * its shape, and the other way round unless the list was cut.
 */
final class Shape {

  /** What stands for the rest of a list that was cut. */
  private static final String MORE = "... ";

  private final boolean cut;

  /**
   * Compares.
   *
   * @param cut whether the end of what was recorded is missing: keys may be more then
   */
  Shape(boolean cut) {
    this.cut = cut;
  }

  /** How the second differs from the first, place by place. */
  List<String> differences(JsonNode recorded, JsonNode actual) {
    List<String> found = new ArrayList<>();
    compare(recorded, actual, "", found);
    return found;
  }

  private void compare(JsonNode recorded, JsonNode actual, String path, List<String> found) {
    if (recorded.isNull()) {
      return;
    }
    if (kind(recorded) != kind(actual)) {
      found.add("%s is %s, not %s".formatted(path, kind(actual), kind(recorded)));
    } else if (recorded.isObject()) {
      Set<String> keys = new TreeSet<>(recorded.propertyNames());
      for (String key : keys) {
        if (actual.has(key)) {
          compare(recorded.get(key), actual.get(key), path + "." + key, found);
        } else {
          found.add(path + "." + key + " is missing");
        }
      }
      Set<String> more = new TreeSet<>(actual.propertyNames());
      more.removeAll(keys);
      if (!cut) {
        more.forEach(key -> found.add(path + "." + key + " is more"));
      }
    } else if (recorded.isArray()) {
      lists(recorded, actual, path, found);
    }
  }

  private static JsonNodeType kind(JsonNode node) {
    return node.getNodeType();
  }

  private void lists(JsonNode recorded, JsonNode actual, String path, List<String> found) {
    List<JsonNode> entries = recorded.valueStream().filter(entry -> !isMore(entry)).toList();
    boolean whole = entries.size() == recorded.size() && !cut;
    for (JsonNode entry : entries) {
      nearest(entry, actual.valueStream().toList(), path, false).ifPresent(found::addAll);
    }
    if (whole && found.isEmpty()) {
      for (JsonNode entry : actual) {
        nearest(entry, entries, path, true).ifPresent(found::addAll);
      }
    }
  }

  private static boolean isMore(JsonNode entry) {
    return entry.isString() && entry.stringValue().startsWith(MORE);
  }

  /** The differences to the one that is most alike; empty when there is one of the same shape. */
  private Optional<List<String>> nearest(
      JsonNode entry, List<JsonNode> others, String path, boolean turned) {
    List<String> best = List.of(path + "[] has none of its shape");
    boolean any = false;
    for (int i = 0; i < others.size(); i++) {
      List<String> found = new ArrayList<>();
      JsonNode other = others.get(i);
      compare(turned ? other : entry, turned ? entry : other, path + "[]", found);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      boolean comparable = kind(other) == kind(entry);
      if (comparable && (!any || found.size() < best.size())) {
        best = found;
        any = true;
      }
    }
    return others.isEmpty() && turned ? Optional.empty() : Optional.of(best);
  }
}
