package io.kiln.templates.lint;

import io.kiln.templates.source.SourceSpan;
import java.util.regex.Pattern;

/** A text by its lines, to see how something was written. */
final class SourceText {

  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\n\r]");

  private final String[] lines;

  SourceText(String text) {
    this.lines = LINE_BREAK.split(text, -1);
  }

  /** What stands at a place, as far as its first line goes. */
  String at(SourceSpan at) {
    if (!at.isSomewhere() || at.line() > lines.length) {
      return "";
    }
    String line = lines[at.line() - 1];
    int length = line.codePointCount(0, line.length());
    int from = Math.min(at.column() - 1, length);
    int to = at.endLine() == at.line() ? Math.min(at.endColumn() - 1, length) : length;
    return line.substring(
        line.offsetByCodePoints(0, from), line.offsetByCodePoints(0, Math.max(from, to)));
  }

  /** The lines, without their ends. */
  String[] lines() {
    return lines.clone();
  }
}
