package io.kiln.templates.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.document.DeclaredCondition;
import io.kiln.templates.document.DeclaredOutput;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.DeclaredRule;
import io.kiln.templates.document.Template;
import io.kiln.templates.document.Unfolding;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.cfn.CfnFunctions;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads CloudFormation templates of either dialect. */
public final class CfnReader {

  private static final List<String> SECTIONS =
      List.of("Description", "Parameters", "Mappings", "Resources", "Outputs");

  private static final List<String> OF_AWS =
      List.of("Metadata", "Rules", "Conditions", "Transform", "Hooks", "Globals");

  private final CfnDialect dialect;
  private final Findings findings;

  public CfnReader(CfnDialect dialect, Findings findings) {
    this.dialect = dialect;
    this.findings = findings;
  }

  /**
   * Reads a template.
   *
   * @param name what its text is called
   * @return nothing when it is no template of a known version
   */
  public Optional<Template> read(Node root, String name) {
    return Section.template(root, findings).filter(this::version).flatMap(top -> read(top, name));
  }

  private Optional<Template> read(Section top, String name) {
    boolean extended = false;
    if (dialect == CfnDialect.AWS) {
      Transforms transforms = Transforms.of(top);
      if (transforms.refused()) {
        return Optional.empty();
      }
      extended = transforms.extended();
    }
    return Optional.of(read(top, name, extended, new Loops.Literal()));
  }

  private boolean version(Section top) {
    Optional<Node> node = top.node(dialect.key());
    String written = top.text(dialect.key());
    if (node.isEmpty() || written.equals(dialect.date())) {
      return true;
    }
    findings.error(
        "invalid-version",
        "The template version is invalid: \"%s: %s\". \"%s\" should be: %s"
            .formatted(dialect.key(), written, dialect.key(), dialect.date()),
        dialect.key(),
        node.get().at());
    return false;
  }

  private Template read(Section top, String name, boolean extended, Loops.Collections collections) {
    boolean aws = dialect == CfnDialect.AWS;
    List<String> sections = new ArrayList<>(SECTIONS);
    sections.addFirst(dialect.key());
    sections.addAll(aws ? OF_AWS : List.of());
    top.only(sections, "invalid-section", "The template section is invalid: %s");
    Vocabulary vocabulary = CfnFunctions.of(dialect, extended);
    SequencedMap<String, ParameterDefinition> parameters = new LinkedHashMap<>();
    Interface labels = Interface.of(top);
    top.section("Parameters")
        .ifPresent(
            section -> parameters.putAll(new ParameterReader(section, dialect, labels).read()));
    var loops = new Loops(extended, vocabulary, collections, findings);
    SequencedMap<String, DeclaredCondition> conditions = new LinkedHashMap<>();
    List<DeclaredRule> rules = new ArrayList<>();
    if (aws) {
      loops
          .unrolled(top, "Conditions")
          .ifPresent(section -> conditions.putAll(conditions(section, vocabulary)));
      top.section("Rules").ifPresent(section -> rules.addAll(new RuleReader(section).read()));
    }
    SequencedMap<String, DeclaredResource> resources = new LinkedHashMap<>();
    Optional<Section> declared = unrolled(top, "Resources", loops);
    declared.ifPresent(
        section -> resources.putAll(new ResourceReader(section, dialect, vocabulary).read()));
    if (aws && declared.isEmpty() && top.node("Resources").isEmpty()) {
      top.error("missing-key", "At least one Resources member must be defined.", start(top.at()));
    }
    SequencedMap<String, DeclaredOutput> outputs = new LinkedHashMap<>();
    unrolled(top, "Outputs", loops)
        .ifPresent(
            section -> outputs.putAll(new OutputReader(section, dialect, vocabulary).read()));
    resources.values().forEach(resource -> checkName(resource, parameters));
    return new Template(
        name,
        dialect,
        top.text("Description"),
        parameters,
        labels.groups(),
        mappings(top),
        conditions,
        rules,
        resources,
        outputs,
        loops.open() ? Optional.of(unfolding(top, name, extended)) : Optional.empty(),
        loops.failed());
  }

  private Optional<Section> unrolled(Section top, String key, Loops loops) {
    return dialect == CfnDialect.AWS ? loops.unrolled(top, key) : top.section(key);
  }

  /** The template is read once more when the parameters tell what its loops run over. */
  private Unfolding unfolding(Section top, String name, boolean extended) {
    return (evaluation, found) -> {
      var again = new Section(top.map(), "", found);
      return new CfnReader(dialect, found)
          .read(again, name, extended, new Loops.Evaluated(evaluation));
    };
  }

  private void checkName(
      DeclaredResource resource, SequencedMap<String, ParameterDefinition> parameters) {
    if (parameters.containsKey(resource.name())) {
      findings.error(
          "name-taken",
          "\"%s\" is the name of a parameter and of a resource.".formatted(resource.name()),
          "Resources." + resource.name(),
          resource.at());
    }
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

  private static SequencedMap<String, Value.MapOf> mappings(Section top) {
    return top.section("Mappings")
        .map(section -> new MappingReader(section).read())
        .orElseGet(LinkedHashMap::new);
  }

  private static SourceSpan start(SourceSpan at) {
    return new SourceSpan(at.file(), at.line(), at.column(), at.line(), at.column() + 1);
  }
}
