package io.kiln.templates.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.PropertyKeys;
import io.kiln.templates.document.ResourceNames;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.cfn.CfnFunctions;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code Resources}. */
final class ResourceReader {

  private static final List<String> KEYS =
      List.of(
          "Type",
          "Properties",
          "Metadata",
          "DependsOn",
          "DeletionPolicy",
          "UpdatePolicy",
          "Description");

  private static final List<String> OF_AWS =
      List.of("Condition", "CreationPolicy", "UpdateReplacePolicy");

  private final Section section;
  private final CfnDialect dialect;
  private final Vocabulary vocabulary;
  private final List<String> keys;

  ResourceReader(Section section, CfnDialect dialect, Vocabulary vocabulary) {
    this.section = section;
    this.dialect = dialect;
    this.vocabulary = vocabulary;
    this.keys = new ArrayList<>(KEYS);
    if (dialect == CfnDialect.AWS) {
      keys.addAll(OF_AWS);
    }
  }

  SequencedMap<String, DeclaredResource> read() {
    section.entries().forEach(this::name);
    return section.each(this::resource);
  }

  private void name(String name, Node.Entry entry) {
    if (name.isEmpty() || name.contains("/")) {
      section.error(
          "invalid-name", "Resource name may not be empty or contain \"/\".", entry.keyAt());
    } else if (dialect == CfnDialect.AWS && !name.matches("[A-Za-z0-9]{1,255}")) {
      section
          .findings()
          .warning(
              "unportable-name",
              "AWS takes only letters and digits in the name of a resource.",
              section.within(name),
              entry.keyAt());
    }
  }

  /** Custom resources may say which version of their type they are written for. */
  private List<String> keys(Section resource) {
    String type = resource.node("Type").map(_ -> resource.text("Type")).orElse("");
    if (type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource")) {
      List<String> more = new ArrayList<>(keys);
      more.add("Version");
      return more;
    }
    return keys;
  }

  private DeclaredResource resource(Section resource, String name, Node.Entry entry) {
    resource.only(
        keys(resource),
        "invalid-key",
        "\"%s\" is not a valid keyword inside a resource definition");
    Optional<Node> type = resource.node("Type");
    if (type.isEmpty()) {
      resource.error("missing-key", "Each Resource must contain a Type key.", entry.keyAt());
    } else if (type.get() instanceof Node.Scalar(_, String raw) && raw.isEmpty()) {
      resource.error("missing-key", "Each Resource must contain a Type key.", type.get().at());
    }
    Optional<Node> properties = resource.mapping("Properties");
    return new DeclaredResource(
        name,
        entry.keyAt(),
        resource.text("Type"),
        type.map(Node::at).orElse(entry.keyAt()),
        properties
            .map(node -> reader(resource, "Properties").value(node))
            .orElse(nothing(entry.keyAt())),
        new PropertyKeys(properties),
        value(resource, "Metadata"),
        ResourceNames.in(resource, "DependsOn"),
        value(resource, "UpdatePolicy"),
        value(resource, "CreationPolicy").filter(_ -> dialect == CfnDialect.AWS),
        policy(resource, "DeletionPolicy"),
        policy(resource, "UpdateReplacePolicy").filter(_ -> dialect == CfnDialect.AWS),
        Optional.empty(),
        resource
            .node("Condition")
            .filter(_ -> dialect == CfnDialect.AWS)
            .map(
                node ->
                    ExprReader.conditions(
                            vocabulary, resource.findings(), resource.within("Condition"))
                        .value(node)),
        resource.text("Description"));
  }

  private static Expr nothing(SourceSpan at) {
    return new Expr.Literal(new Value.MapOf(new LinkedHashMap<>(), Mark.at(at)));
  }

  private Optional<Expr> value(Section resource, String key) {
    return resource.node(key).map(node -> reader(resource, key).value(node));
  }

  /** A policy that is one word; only the language extensions let a function say it. */
  private Optional<Expr> policy(Section resource, String key) {
    Optional<Node> node = resource.node(key);
    int before = resource.findings().errors();
    node.ifPresent(
        found -> CfnFunctions.literal(dialect, vocabulary, found, key, reader(resource, key)));
    return resource.findings().errors() > before
        ? Optional.empty()
        : node.map(found -> reader(resource, key).value(found));
  }

  private ExprReader reader(Section resource, String key) {
    return ExprReader.values(vocabulary, resource.findings(), resource.within(key));
  }
}
