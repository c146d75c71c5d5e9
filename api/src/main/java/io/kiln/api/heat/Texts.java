package io.kiln.api.heat;

import io.kiln.templates.document.Template;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.reading.TemplateReader;
import io.kiln.templates.source.Findings;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** Reads the texts of a stack as they are, without making a stack of them. */
public final class Texts {

  private Texts() {}

  /** A text's plain value; nothing when it is not understood. */
  public static Optional<Value> value(String text, String name) {
    return new TextReader(TextLimits.DEFAULT)
        .document(text, name, new Findings())
        .map(document -> document.root().value());
  }

  /** What a source's template declares; nothing when it is not understood. */
  public static Optional<Template> template(StackSource source) {
    return template(source.template(), source.templateName());
  }

  /** What a template declares; nothing when it is not understood. */
  static Optional<Template> template(String text, String name) {
    var findings = new Findings();
    return new TextReader(TextLimits.DEFAULT)
        .document(text, name, findings)
        .flatMap(document -> new TemplateReader(findings).read(document, name));
  }
}
