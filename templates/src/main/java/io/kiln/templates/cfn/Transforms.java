package io.kiln.templates.cfn;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import java.util.List;
import java.util.Optional;

/** Reads {@code Transform}: the language extensions are built in, no other macro runs here. */
final class Transforms {

  private static final String KEY = "Transform";
  private static final String EXTENSIONS = "AWS::LanguageExtensions";
  static final String HINT =
      "send the template as the transform makes it: aws cloudformation get-template"
          + " --template-stage Processed";

  private final Section top;

  Transforms(Section top) {
    this.top = top;
  }

  /** Whether the template asks for the language extensions. */
  boolean extended() {
    Optional<Node> node = top.node(KEY);
    if (node.isEmpty()) {
      return false;
    }
    List<Node> items =
        node.get() instanceof Node.Sequence(List<Node> all, _) ? all : List.of(node.get());
    boolean extended = false;
    for (Node item : items) {
      if (item instanceof Node.Scalar(_, String name)) {
        extended |= name.equals(EXTENSIONS);
        if (!name.equals(EXTENSIONS)) {
          refuse(name, item);
        }
      } else if (item instanceof Node.Mapping map && map.get("Name").isPresent()) {
        refuse(map.get("Name").get() instanceof Node.Scalar(_, String name) ? name : "?", item);
      } else {
        top.error(
            "invalid-section",
            "Transform must be a name or a list of names, not %s.".formatted(item.kind()),
            item.at());
      }
    }
    return extended;
  }

  private void refuse(String name, Node at) {
    top.findings()
        .add(
            new Diagnostic(
                Diagnostic.Severity.ERROR,
                "unsupported-transform",
                "The transform %s is not available here; only %s is.".formatted(name, EXTENSIONS),
                KEY,
                at.at(),
                Suggestion.hint(name, List.of(EXTENSIONS)).or(() -> Optional.of(HINT))));
  }
}
