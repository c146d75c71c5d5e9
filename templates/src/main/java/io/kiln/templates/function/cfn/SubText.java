package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.Mistake;
import java.util.ArrayList;
import java.util.List;
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
  record Variable(String name) implements Part {}

  /**
   * The pieces in order.
   *
   * @throws Mistake when a variable has no name that could be one
   */
  static List<Part> parts(String text) {
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
        parts.add(new Variable(inner.strip()));
      } else {
        throw new Mistake(
            "invalid-argument",
            "Variable names in \"Fn::Sub\" must contain only letters, digits, underscores, periods,"
                + " and colons, not \"%s\"".formatted(inner),
            java.util.Optional.of("to keep ${%s} as it is, write ${!%s}".formatted(inner, inner)));
      }
      from = end + 1;
    }
    parts.add(new Plain(text.substring(from)));
    return parts;
  }
}
