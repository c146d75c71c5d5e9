package io.kiln.api.http;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Refuses what is legal in JSON and cannot be stored, or sent on as UTF-8. */
final class JsonTexts {

  /** {@code 1e999999999} is a short text that would be written out as a long one. */
  private static final long MAX_SCALE = 400;

  private JsonTexts() {}

  /** Looks at every key and text of a tree whose depth is bounded already. */
  static void check(JsonNode node) {
    check(node, "");
  }

  private static void check(JsonNode node, String path) {
    if (node.isString()) {
      check(node.stringValue(), path);
      return;
    }
    if (node.isNumber() && Math.abs((long) node.decimalValue().scale()) > MAX_SCALE) {
      throw new BadInputException("%s is a number beyond all measure.".formatted(path));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), "%s[%d]".formatted(path, i));
      }
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String inner = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      check(entry.getKey(), path.isEmpty() ? "a key" : "a key of " + path);
      check(entry.getValue(), inner);
    }
  }

  /**
   * Refuses one text.
   *
   * @param where how to call it in the message
   */
  static void check(String text, String where) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new BadInputException("%s contains a NUL character.".formatted(where));
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new BadInputException("%s contains half of a surrogate pair.".formatted(where));
      }
    }
  }
}
