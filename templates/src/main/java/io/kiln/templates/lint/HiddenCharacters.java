package io.kiln.templates.lint;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import java.util.Optional;

/**
 * Finds characters that nobody sees: those that change the direction of the text around them, so
 * that it reads as what it is not, and those without width, so that two names look alike.
 */
final class HiddenCharacters {

  private final String name;
  private final Findings findings;

  HiddenCharacters(String name, Findings findings) {
    this.name = name;
    this.findings = findings;
  }

  void report(SourceText text) {
    String[] lines = text.lines();
    for (int line = 0; line < lines.length; line++) {
      int column = 0;
      for (int i = 0; i < lines[line].length(); i++) {
        char c = lines[line].charAt(i);
        if (!Character.isLowSurrogate(c)) {
          column++;
        }
        if (hidden(c) && !(line == 0 && i == 0)) { // the very first is a byte order mark
          findings.add(
              new Diagnostic(
                  Diagnostic.Severity.WARNING,
                  "hidden-character",
                  "The character U+%04X cannot be seen: %s."
                      .formatted(
                          (int) c,
                          direction(c)
                              ? "it changes the direction of the text around it"
                              : "it has no width"),
                  "",
                  new SourceSpan(name, line + 1, column, line + 1, column + 1),
                  Optional.of("take it away, or write it as \"\\u%04X\"".formatted((int) c))));
        }
      }
    }
  }

  private static boolean hidden(char c) {
    return direction(c) || c == '\u200b' || c == '\u2060' || c == '\ufeff';
  }

  private static boolean direction(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }
}
