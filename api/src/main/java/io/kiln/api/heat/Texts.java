package io.kiln.api.heat;

import io.kiln.templates.document.Template;
import io.kiln.templates.hot.HotReader;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Findings;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** Reads the texts of a stack as they are, without making a stack of them. */
final class Texts {

  private Texts() {}

  /** A text's plain value; nothing when it is not understood. */
  static Optional<Value> value(String text, String name) {
    return node(text, name, new Findings()).map(Node::value);
  }

  /** What a source's template declares; nothing when it is not understood. */
  static Optional<Template> template(StackSource source) {
    return template(source.template(), source.templateName());
  }

  /** What a template declares; nothing when it is not understood. */
  static Optional<Template> template(String text, String name) {
    var findings = new Findings();
    return node(text, name, findings).flatMap(node -> new HotReader(findings).read(node, name));
  }

  private static Optional<Node> node(String text, String name, Findings findings) {
    return new TextReader(TextLimits.DEFAULT).read(text, name, findings);
  }
}
