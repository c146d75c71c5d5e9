package io.kiln.templates.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Replaces several keys at once: longer keys first, equal lengths in text order, and what was put
 * in is not looked at again.
 */
final class Replacement {

  /** The text after replacing, and the keys that did not occur. */
  record Replaced(String text, Set<String> unused) {}

  private record Piece(String text, boolean done) {}

  private Replacement() {}

  static Replaced replace(String template, Map<String, String> texts, LongConsumer spend) {
    List<Piece> pieces = List.of(new Piece(template, false));
    Set<String> unused = new LinkedHashSet<>();
    List<String> keys = new ArrayList<>(texts.keySet());
    keys.sort(Comparator.comparingInt(String::length).reversed().thenComparing(key -> key));
    for (String key : keys) {
      List<Piece> next = new ArrayList<>(pieces.size());
      boolean used = false;
      String put = texts.getOrDefault(key, "");
      for (Piece piece : pieces) {
        if (piece.done()) {
          next.add(piece);
        } else {
          used |= split(piece.text(), key, put, next, spend);
        }
      }
      if (!used) {
        unused.add(key);
      }
      pieces = next;
    }
    var out = new StringBuilder();
    pieces.forEach(piece -> out.append(piece.text()));
    return new Replaced(out.toString(), unused);
  }

  private static boolean split(
      String text, String key, String put, List<Piece> into, LongConsumer spend) {
    int from = 0;
    for (int hit = text.indexOf(key); hit >= 0; hit = text.indexOf(key, from)) {
      spend.accept(put.length() + 1L);
      if (hit > from) {
        into.add(new Piece(text.substring(from, hit), false));
      }
      into.add(new Piece(put, true));
      from = hit + key.length();
    }
    if (from < text.length()) {
      into.add(new Piece(text.substring(from), false));
    }
    return from > 0;
  }
}
