package io.kiln.api.http;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Refuses what is legal in JSON and cannot be stored, or sent on as UTF-8. */
final class JsonTexts {

  /** {@code 1e999999999} is a short text that would be written out as a long one. */
  private static final long MAX_SCALE = 400;

  private JsonTexts() {}

  /** A place in a message is to help; one that is longer does not. */
  private static final int LONGEST_PLACE = 200;

  /** Where a value is; put into words only when something is wrong with it. */
  private record Place(@Nullable Place in, String step) {

    String key() {
      return in == null ? "a key" : "a key of " + in;
    }

    @Override
    public String toString() {
      var words = new StringBuilder();
      for (Place at = this; at != null && words.length() < LONGEST_PLACE; at = at.in()) {
        boolean index = at.step().startsWith("[");
        words.insert(0, at.in() == null || index ? at.step() : "." + at.step());
      }
      return words.length() > LONGEST_PLACE
          ? "…" + words.substring(words.length() - LONGEST_PLACE)
          : words.toString();
    }
  }

  /** Looks at every key and text of a tree whose depth is bounded already. */
  static void check(JsonNode node) {
    check(node, null);
  }

  private static void check(JsonNode node, @Nullable Place place) {
    if (node.isString()) {
      wrong(node.stringValue())
          .ifPresent(
              what -> {
                throw new BadInputException("%s %s.".formatted(said(place), what));
              });
      return;
    }
    if (node.isNumber() && !measured(node.decimalValue())) {
      throw new BadInputException("%s is a number beyond all measure.".formatted(said(place)));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      check(node.get(i), new Place(place, "[%d]".formatted(i)));
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      var inner = new Place(place, entry.getKey());
      wrong(entry.getKey())
          .ifPresent(
              what -> {
                throw new BadInputException("%s %s.".formatted(inner.key(), what));
              });
      check(entry.getValue(), inner);
    }
  }

  private static String said(@Nullable Place place) {
    return place == null ? "The body" : place.toString();
  }

  private static boolean measured(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MAX_SCALE && Double.isFinite(number.doubleValue());
  }

  /**
   * Refuses one text.
   *
   * @param where how to call it in the message
   */
  static void check(String text, String where) {
    wrong(text)
        .ifPresent(
            what -> {
              throw new BadInputException("%s %s.".formatted(where, what));
            });
  }

  private static Optional<String> wrong(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return Optional.of("contains a NUL character");
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return Optional.of("contains half of a surrogate pair");
      }
    }
    return Optional.empty();
  }
}
