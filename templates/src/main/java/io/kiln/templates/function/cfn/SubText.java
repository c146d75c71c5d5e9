package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of {@code Fn::Sub} taken apart. */
final class SubText {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:]{1,255}");

  private SubText() {}

  /** A piece of it. */
  sealed interface Part {}

  /** What stays as it is. */
  record Plain(String text) implements Part {}

  /** What a value is put in for. */
  record Variable(String name, int from, int to) implements Part {}

  /** Characters that {@code !Sub} and the space after it take where a text has such a tag. */
  private static final int TAG = 5;

  /**
   * The place of a stretch of a text: exact where the text is written as it is, perhaps in quotes
   * or after its tag, in one line; else the place of the whole.
   */
  static SourceSpan place(String text, SourceSpan whole, int from, int to) {
    int more = whole.endColumn() - whole.column() - text.codePointCount(0, text.length());
    boolean quoted = more == 2 || more == TAG + 2;
    if (whole.line() != whole.endLine() || !(quoted || more == 0 || more == TAG)) {
      return whole;
    }
    int start = whole.column() + more - (quoted ? 1 : 0);
    return new SourceSpan(
        whole.file(),
        whole.line(),
        start + text.codePointCount(0, from),
        whole.line(),
        start + text.codePointCount(0, to));
  }

  /**
   * The pieces in order.
   *
   * @throws Mistake when a variable has no name that could be one
   */
  static List<Part> parts(String text, SourceSpan whole) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      parts.add(new Plain(text.substring(from, start)));
      String inner = text.substring(start + 2, end);
      if (inner.startsWith("!")) {
        parts.add(new Plain("${" + inner.substring(1) + "}"));
      } else if (NAME.matcher(inner.strip()).matches()) {
        parts.add(new Variable(inner.strip(), start, end + 1));
      } else {
        throw new Mistake(
                "invalid-argument",
                "Variable names in \"Fn::Sub\" must contain only letters, digits, underscores,"
                    + " periods, and colons, not \"%s\"".formatted(inner),
                Optional.of("to keep ${%s} as it is, write ${!%s}".formatted(inner, inner)))
            .at(place(text, whole, start, end + 1));
      }
      from = end + 1;
    }
    parts.add(new Plain(text.substring(from)));
    return parts;
  }
}
