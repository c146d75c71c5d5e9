package io.kiln.api.http;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.PlainText;
import io.kiln.templates.source.SourceSpan;
import java.util.Map;
import java.util.Optional;

/**
 * The place a diagnostic speaks of, as a person wants to see it: file, line and column, then the
 * line itself with the words in question underlined, then what to do.
 */
public final class Excerpt {

  /** As much of a line as is quoted: generated templates have lines without end. */
  private static final int WIDTH = 120;

  private Excerpt() {}

  /** The message, its place, the quoted line and the hint. */
  public static String withMessage(Diagnostic diagnostic, Map<String, String> texts) {
    return diagnostic.message() + of(diagnostic, texts);
  }

  /** What follows the message; empty when the diagnostic is about no place. */
  static String of(Diagnostic diagnostic, Map<String, String> texts) {
    SourceSpan at = diagnostic.at();
    var out = new StringBuilder();
    if (at.isSomewhere()) {
      out.append("\n  at ").append(at);
      line(texts.get(at.file()), at.line()).ifPresent(line -> out.append(quoted(line, at)));
    }
    diagnostic.hint().ifPresent(hint -> out.append("\n  hint: ").append(hint));
    return out.toString();
  }

  private static Optional<String> line(@org.jspecify.annotations.Nullable String text, int number) {
    return text == null || !PlainText.is(text)
        ? Optional.empty()
        : text.lines().skip(number - 1L).findFirst();
  }

  private static String quoted(String line, SourceSpan at) {
    int[] points = line.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).toArray();
    int start = Math.min(at.column() - 1, points.length);
    int end = at.endLine() == at.line() ? Math.min(at.endColumn() - 1, points.length) : start + 1;
    int from = start < WIDTH ? 0 : start - WIDTH / 2;
    int length = Math.min(points.length - from, WIDTH);
    int carets = Math.clamp((long) end - start, 1, Math.max(1, from + length - start));
    String number = Integer.toString(at.line());
    return "\n  %s | %s\n  %s | %s%s"
        .formatted(
            number,
            new String(points, from, length),
            " ".repeat(number.length()),
            " ".repeat(start - from),
            "^".repeat(carets));
  }
}
