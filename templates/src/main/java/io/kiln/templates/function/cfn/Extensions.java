package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import java.util.Collection;
import java.util.List;

/** Whether a template asked for CloudFormation's language extensions. */
enum Extensions {
  WITH,
  WITHOUT,
  /** A dialect to which the question does not apply: anything may stand anywhere. */
  LENIENT;

  static final String HINT = "add \"Transform: AWS::LanguageExtensions\" to the template";

  /** Whether what only the extensions allow may be used. */
  boolean allowed() {
    return this != WITHOUT;
  }

  /** Reports a function where CloudFormation by itself takes none. */
  void literal(Node node, String what, ExprReader reader) {
    only(List.of(), node, what, reader);
  }

  /** Reports a function where CloudFormation by itself takes only these. */
  void only(Collection<String> functions, Node node, String what, ExprReader reader) {
    if (!allowed() && node instanceof Node.Mapping map && map.entries().size() == 1) {
      String called = map.entries().firstEntry().getKey();
      if (isFunction(called) && !functions.contains(called)) {
        String allowed =
            functions.isEmpty() ? "no function" : "only " + String.join(" and ", functions);
        refuse(
            "%s: %s may stand here, not %s.".formatted(what, allowed, called), node.at(), reader);
      }
    }
  }

  private static boolean isFunction(String key) {
    return key.equals("Ref") || key.startsWith("Fn::");
  }

  /** Reports the use of what only the extensions have. */
  static void refuse(String message, SourceSpan at, ExprReader reader) {
    reader
        .findings()
        .add(Diagnostic.error("needs-transform", message, reader.path(), at).withHint(HINT));
  }
}
