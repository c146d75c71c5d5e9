package io.kiln.templates.compile;

import io.kiln.templates.document.Template;
import io.kiln.templates.reading.TemplateReader;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The templates of one stack source: each text is read once, however many resources use it. */
final class TemplateStore {

  private final Map<String, String> files;
  private final TextReader reader;
  private final ConcurrentMap<String, Parsed> parsed = new ConcurrentHashMap<>();

  /** A template, if its text is one, and what is wrong with the text. */
  record Parsed(Optional<Template> template, List<Diagnostic> diagnostics) {}

  TemplateStore(Map<String, String> files, TextLimits limits) {
    this.files = files;
    this.reader = new TextReader(limits);
  }

  /** The template sent under this name; there must be such a file. */
  Parsed get(String file) {
    return parsed.computeIfAbsent(
        file, name -> parse(java.util.Objects.requireNonNull(files.get(name)), name));
  }

  /** A template from a text of its own. */
  Parsed parse(String text, String name) {
    var findings = new Findings();
    Optional<Template> template =
        reader
            .document(text, name, findings)
            .flatMap(document -> new TemplateReader(findings).read(document, name));
    return new Parsed(template, findings.sorted());
  }

  Map<String, String> files() {
    return files;
  }
}
