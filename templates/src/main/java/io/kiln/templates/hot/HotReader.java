package io.kiln.templates.hot;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.document.DeclaredCondition;
import io.kiln.templates.document.DeclaredOutput;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.Template;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.Functions;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads Heat's own template format, all its versions. */
public final class HotReader {

  private static final String VERSION = "heat_template_version";

  private static final List<String> SECTIONS =
      List.of(
          VERSION,
          "description",
          "parameter_groups",
          "parameters",
          "resources",
          "outputs",
          "conditions");

  private final Findings findings;

  public HotReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * Reads a template.
   *
   * @param name what its text is called
   * @return nothing when it is no template of a known version
   */
  public Optional<Template> read(Node root, String name) {
    return Section.template(root, findings)
        .flatMap(top -> version(top).map(version -> read(top, name, version)));
  }

  private Optional<HotVersion> version(Section top) {
    Optional<Node> node = top.node(VERSION);
    if (node.isEmpty()) {
      findings.error(
          "missing-version", "Template format version not found.", VERSION, start(top.at()));
      return Optional.empty();
    }
    String written = top.text(VERSION);
    Optional<HotVersion> version = HotVersion.of(written);
    if (version.isEmpty()) {
      findings.error(
          "invalid-version",
          "The template version is invalid: \"%s: %s\". \"%s\" should be one of: %s"
              .formatted(VERSION, written, VERSION, HotVersion.listing()),
          VERSION,
          node.get().at());
    }
    return version;
  }

  private Template read(Section top, String name, HotVersion version) {
    boolean conditions = version.atLeast(HotVersion.NEWTON);
    top.only(
        conditions ? SECTIONS : SECTIONS.subList(0, SECTIONS.size() - 1),
        "invalid-section",
        "The template section is invalid: %s");
    Vocabulary vocabulary = Functions.of(version);
    SequencedMap<String, ParameterDefinition> parameters = new LinkedHashMap<>();
    top.section("parameters")
        .ifPresent(section -> parameters.putAll(new ParameterReader(section, version).read()));
    SequencedMap<String, DeclaredCondition> named = new LinkedHashMap<>();
    if (conditions) {
      top.section("conditions").ifPresent(section -> named.putAll(conditions(section, vocabulary)));
    }
    SequencedMap<String, DeclaredResource> resources = new LinkedHashMap<>();
    top.section("resources")
        .ifPresent(
            section -> resources.putAll(new ResourceReader(section, version, vocabulary).read()));
    SequencedMap<String, DeclaredOutput> outputs = new LinkedHashMap<>();
    top.section("outputs")
        .ifPresent(section -> outputs.putAll(outputs(section, vocabulary, conditions)));
    resources.forEach(
        (resource, declared) -> {
          if (parameters.containsKey(resource)) {
            findings.error(
                "name-taken",
                "\"%s\" is the name of a parameter and of a resource.".formatted(resource),
                "resources." + resource,
                declared.at());
          }
        });
    return Template.plain(
        name,
        version,
        top.text("description"),
        parameters,
        new GroupReader(top, parameters.keySet()).read(),
        named,
        resources,
        outputs);
  }

  private static SequencedMap<String, DeclaredCondition> conditions(
      Section section, Vocabulary vocabulary) {
    SequencedMap<String, DeclaredCondition> named = new LinkedHashMap<>();
    section
        .entries()
        .forEach(
            (name, entry) ->
                named.put(
                    name,
                    new DeclaredCondition(
                        name,
                        ExprReader.conditions(vocabulary, section.findings(), section.within(name))
                            .value(entry.node()),
                        entry.keyAt())));
    return named;
  }

  private static SequencedMap<String, DeclaredOutput> outputs(
      Section section, Vocabulary vocabulary, boolean conditions) {
    List<String> keys = List.of("description", "value", "condition");
    return section.each(
        (output, name, entry) -> {
          // Heat does not look at other keys, so a template may have them.
          output.ignoringAllBut(
              conditions ? keys : keys.subList(0, 2),
              "unused-key",
              "\"%s\" is not a valid keyword inside an output definition");
          return output(output, name, entry, vocabulary, conditions);
        });
  }

  private static DeclaredOutput output(
      Section output, String name, Node.Entry entry, Vocabulary vocabulary, boolean conditions) {
    Optional<Node> value = Optional.ofNullable(output.entries().get("value")).map(Node.Entry::node);
    if (value.isEmpty()) {
      output.error("missing-key", "Each output must contain a value key.", entry.keyAt());
    }
    ExprReader reader = ExprReader.values(vocabulary, output.findings(), output.within("value"));
    return new DeclaredOutput(
        name,
        entry.keyAt(),
        output.text("description"),
        reader.value(value.orElse(entry.node())),
        output
            .node("condition")
            .filter(_ -> conditions)
            .map(
                node ->
                    ExprReader.conditions(vocabulary, output.findings(), output.within("condition"))
                        .value(node)),
        Optional.empty());
  }

  private static SourceSpan start(SourceSpan at) {
    return new SourceSpan(at.file(), at.line(), at.column(), at.line(), at.column() + 1);
  }
}
