package io.kiln.templates.text;

import io.kiln.templates.source.SourceSpan;
import java.util.Optional;

/** What may stand in a text at all, judged before YAML is looked for. */
final class Characters {

  private Characters() {}

  /** The place of the first character that YAML does not know, such as NUL or half a pair. */
  static Optional<SourceSpan> firstBad(String text, String name) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t';
      if (!plain) {
        int point = text.codePointAt(i);
        if (!printable(point)) {
          return Optional.of(place(text, i, name));
        }
        if (Character.isSupplementaryCodePoint(point)) {
          i++;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean printable(int point) {
    return point == 0x85
        || (point >= 0xa0 && point <= 0xd7ff)
        || (point >= 0xe000 && point <= 0xfffd)
        || point >= 0x10000;
  }

  private static SourceSpan place(String text, int index, String name) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && text.charAt(i + 1) != '\n')) {
        line++;
        start = i + 1;
      }
    }
    int column = text.codePointCount(start, index) + 1;
    return new SourceSpan(name, line, column, line, column + 1);
  }

  static String describe(String text, SourceSpan at) {
    int point = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t')) {
        point = text.codePointAt(i);
        if (!printable(point)) {
          break;
        }
        if (Character.isSupplementaryCodePoint(point)) {
          i++;
        }
      }
    }
    return "The character U+%04X at column %d is not allowed in a text."
        .formatted(point, at.column());
  }

  static boolean looksLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\ufeff') {
        return c == '{' || c == '[';
      }
    }
    return false;
  }

  /** JSON may be indented with tabs, YAML may not; inside quotes they are left alone. */
  static String tabsAsSpaces(String json) {
    if (json.indexOf('\t') < 0) {
      return json;
    }
    var out = new StringBuilder(json);
    boolean quoted = false;
    for (int i = 0; i < out.length(); i++) {
      switch (out.charAt(i)) {
        case '"' -> quoted = !quoted;
        case '\\' -> i++;
        case '\t' -> {
          if (!quoted) {
            out.setCharAt(i, ' ');
          }
        }
        default -> {
          // Everything else stays.
        }
      }
    }
    return out.toString();
  }
}
