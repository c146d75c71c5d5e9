package io.kiln.templates.hot;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.PropertyKeys;
import io.kiln.templates.document.ResourceNames;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code resources}. */
final class ResourceReader {

  private static final List<String> KEYS =
      List.of(
          "type",
          "properties",
          "metadata",
          "depends_on",
          "update_policy",
          "deletion_policy",
          "description",
          "external_id",
          "condition");

  /** Those that came with 2016-10-14 stand last in {@link #KEYS}. */
  private static final int OLD_KEYS = 7;

  private final Section section;
  private final HotVersion version;
  private final Vocabulary vocabulary;

  ResourceReader(Section section, HotVersion version, Vocabulary vocabulary) {
    this.section = section;
    this.version = version;
    this.vocabulary = vocabulary;
  }

  SequencedMap<String, DeclaredResource> read() {
    section.entries().forEach(this::name);
    return section.each(this::resource);
  }

  private void name(String name, Node.Entry entry) {
    if (name.isEmpty() || name.contains("/")) {
      section.error(
          "invalid-name", "Resource name may not be empty or contain \"/\".", entry.keyAt());
    }
  }

  private DeclaredResource resource(Section resource, String name, Node.Entry entry) {
    resource.only(
        version.atLeast(HotVersion.NEWTON) ? KEYS : KEYS.subList(0, OLD_KEYS),
        "invalid-key",
        "\"%s\" is not a valid keyword inside a resource definition");
    Optional<Node> type = resource.node("type");
    if (type.isEmpty()) {
      resource.error("missing-key", "Each Resource must contain a type key.", entry.keyAt());
    } else if (type.get() instanceof Node.Scalar(_, String raw) && raw.isEmpty()) {
      resource.error("missing-key", "Each Resource must contain a type key.", type.get().at());
    }
    Optional<Node> properties = resource.mapping("properties");
    return new DeclaredResource(
        name,
        entry.keyAt(),
        resource.text("type"),
        type.map(Node::at).orElse(entry.keyAt()),
        properties
            .map(node -> reader(resource, "properties").value(node))
            .orElse(nothing(entry.keyAt())),
        new PropertyKeys(properties),
        value(resource, "metadata"),
        ResourceNames.in(resource, "depends_on"),
        value(resource, "update_policy"),
        Optional.empty(),
        value(resource, "deletion_policy"),
        Optional.empty(),
        value(resource, "external_id"),
        resource
            .node("condition")
            .filter(_ -> version.atLeast(HotVersion.NEWTON))
            .map(
                node ->
                    ExprReader.conditions(
                            vocabulary, resource.findings(), resource.within("condition"))
                        .value(node)),
        resource.text("description"));
  }

  private static Expr nothing(SourceSpan at) {
    return new Expr.Literal(new Value.MapOf(new LinkedHashMap<>(), Mark.at(at)));
  }

  private Optional<Expr> value(Section resource, String key) {
    return resource.node(key).map(node -> reader(resource, key).value(node));
  }

  private ExprReader reader(Section resource, String key) {
    return ExprReader.values(vocabulary, resource.findings(), resource.within(key));
  }
}
