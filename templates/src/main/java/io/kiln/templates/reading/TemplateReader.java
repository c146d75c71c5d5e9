package io.kiln.templates.reading;

import io.kiln.templates.cfn.CfnReader;
import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.document.Template;
import io.kiln.templates.hot.HotReader;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Document;
import io.kiln.templates.text.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a template in whatever dialect it is written: the one place that tells them apart. The
 * version's key says it; a text that has none but a {@code Resources} section is one of AWS.
 */
public final class TemplateReader {

  private static final String HOT = "heat_template_version";
  private static final String AWS = CfnDialect.AWS.key();
  private static final String HEAT = CfnDialect.HEAT.key();

  private final Findings findings;

  public TemplateReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * Reads a template.
   *
   * @param name what its text is called
   * @return nothing when it is no template of a known version
   */
  public Optional<Template> read(Document document, String name) {
    Node root = document.root();
    List<String> versions = Stream.of(HOT, HEAT, AWS).filter(key -> has(root, key)).toList();
    if (versions.size() > 1) {
      findings.error(
          "ambiguous-version",
          "Ambiguous versions (%s)".formatted(String.join(", ", versions)),
          versions.get(1),
          place(root, versions.get(1)));
      return Optional.empty();
    }
    if (versions.equals(List.of(HEAT))) {
      document.refuseShortTags(
          findings,
          Optional.of("%s has no short forms: write {\"Ref\": \"name\"}".formatted(HEAT)));
      return new CfnReader(CfnDialect.HEAT, findings).read(root, name);
    }
    if (versions.equals(List.of(AWS)) || (versions.isEmpty() && has(root, "Resources"))) {
      return new CfnReader(CfnDialect.AWS, findings).read(root, name);
    }
    document.refuseShortTags(findings, Optional.empty());
    return new HotReader(findings).read(root, name);
  }

  private static SourceSpan place(Node root, String key) {
    return root instanceof Node.Mapping map
        ? Optional.ofNullable(map.entries().get(key)).map(Node.Entry::keyAt).orElse(root.at())
        : root.at();
  }

  private static boolean has(Node root, String key) {
    return root instanceof Node.Mapping map && map.entries().containsKey(key);
  }
}
