package io.kiln.templates.corpus;

import io.kiln.templates.catalogue.Code;
import java.util.List;
import java.util.Locale;

/** The page of one code: what it means, an example with the message it gives, how to mend it. */
final class DiagnosticPage {

  static final String LIST_HEAD =
      """
      # What can be wrong

      Every finding has a code that never changes. These pages are made from the catalogue in `templates/` and from examples
      that are tested: the messages are what Kiln says today.

      | Code | Severity | Meaning |
      | --- | --- | --- |
      """;

  private DiagnosticPage() {}

  static String line(Code code) {
    return "| [%s](%s.md) | %s | %s |\n"
        .formatted(code.name(), code.name(), severity(code), code.meaning());
  }

  /** Of a code that has no example, and why. */
  static String of(Code code, String reason) {
    return head(code) + "\n## Example\n\n" + reason + "\n" + mending(code);
  }

  /**
   * Of a code with its example.
   *
   * @param example a case file
   * @param message what is said about it
   */
  static String of(Code code, String example, String message) {
    var page = new StringBuilder(head(code)).append("\n## Example\n");
    List<String> parts = List.of(("\n" + example).split("\n#### ", -1));
    if (!parts.getFirst().isBlank()) {
      page.append(block("yaml", parts.getFirst().substring(1)));
    }
    for (String part : parts.subList(1, parts.size())) {
      int end = part.indexOf('\n');
      String name = part.substring(part.indexOf(':') + 1, end).strip();
      page.append("\nand `%s`:\n".formatted(name)).append(block("yaml", part.substring(end + 1)));
    }
    return page.append("\ngives\n").append(block("text", message)).append(mending(code)).toString();
  }

  private static String head(Code code) {
    return "# %s\n\n%s: %s\n".formatted(code.name(), severity(code), code.meaning());
  }

  private static String mending(Code code) {
    return "\n## How to mend it\n\n" + code.mending() + "\n";
  }

  private static String severity(Code code) {
    String word = code.severity().name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String block(String language, String text) {
    return "\n```%s\n%s\n```\n".formatted(language, visible(text.stripTrailing()));
  }

  /** Characters that cannot be seen, as escapes. */
  private static String visible(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              int type = Character.getType(point);
              boolean seen =
                  point == '\n' || (type != Character.CONTROL && type != Character.FORMAT);
              out.append(seen ? Character.toString(point) : "\\u%04X".formatted(point));
            });
    return out.toString();
  }
}
