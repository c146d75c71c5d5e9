package io.kiln.templates.cfn;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code Transform}: the language extensions are built in, no other macro runs here. What one
 * would make of the template nobody knows, so nothing else is said of a template that wants one.
 */
final class Transforms {

  private static final String KEY = "Transform";
  private static final String FUNCTION = "Fn::Transform";
  private static final String EXTENSIONS = "AWS::LanguageExtensions";
  private static final String HINT =
      "send the template as the transform makes it: aws cloudformation get-template"
          + " --template-stage Processed";

  private final Section top;
  private boolean extended;
  private boolean refused;

  private Transforms(Section top) {
    this.top = top;
  }

  static Transforms of(Section top) {
    var transforms = new Transforms(top);
    transforms.section();
    transforms.functions(top.map(), "");
    return transforms;
  }

  /** Whether the template asks for the language extensions. */
  boolean extended() {
    return extended;
  }

  /** Whether the template asks for what is not there. */
  boolean refused() {
    return refused;
  }

  private void section() {
    Optional<Node> node = top.node(KEY);
    if (node.isEmpty()) {
      return;
    }
    List<Node> items =
        node.get() instanceof Node.Sequence(List<Node> all, _) ? all : List.of(node.get());
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
  }

  private void functions(Node node, String path) {
    switch (node) {
      case Node.Scalar _ -> {}
      case Node.Sequence(List<Node> items, _) -> items.forEach(item -> functions(item, path));
      case Node.Mapping map ->
          map.entries()
              .forEach(
                  (key, entry) -> {
                    String here = path.isEmpty() ? key : path + "." + key;
                    if (key.equals(FUNCTION)) {
                      function(entry, here);
                    } else {
                      functions(entry.node(), here);
                    }
                  });
    }
  }

  private void function(Node.Entry entry, String path) {
    refused = true;
    top.findings()
        .add(
            Diagnostic.error(
                    "unsupported-transform",
                    "Macros are not available here, so Fn::Transform cannot be used.",
                    path,
                    entry.keyAt())
                .withHint(HINT));
  }

  private void refuse(String name, Node at) {
    refused = true;
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
