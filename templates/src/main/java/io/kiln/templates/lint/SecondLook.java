package io.kiln.templates.lint;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.text.Node;
import java.util.List;

/**
 * Warns of what is no mistake in a text, template or environment, but surely not meant. Looks at
 * the text alone, as it is written; nothing is evaluated.
 */
public final class SecondLook {

  private SecondLook() {}

  /**
   * What deserves a second look.
   *
   * @param root the text, read
   * @param types what is known of the types it names
   */
  public static List<Diagnostic> at(String text, String name, Node root, KnownTypes types) {
    var findings = new Findings();
    var source = new SourceText(text);
    DocumentKind kind = DocumentKind.of(root);
    new HiddenCharacters(name, findings).report(source);
    new Places(types, new OddScalars(source, findings)).walk(root);
    if (kind != DocumentKind.ENVIRONMENT && root instanceof Node.Mapping map) {
      new Unused(findings).report(map, kind);
      new Dependencies(kind, findings).report(map);
      new Habits(findings).report(map, kind);
    }
    return findings.sorted();
  }
}
