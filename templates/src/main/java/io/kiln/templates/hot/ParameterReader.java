package io.kiln.templates.hot;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.parameter.ParameterForm;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code parameters}. */
final class ParameterReader {

  private static final List<String> KEYS =
      List.of(
          "type", "label", "description", "default", "hidden", "immutable", "constraints", "tags");

  private final Section section;
  private final HotVersion version;

  ParameterReader(Section section, HotVersion version) {
    this.section = section;
    this.version = version;
  }

  SequencedMap<String, ParameterDefinition> read() {
    SequencedMap<String, ParameterDefinition> parameters = new LinkedHashMap<>();
    section
        .entries()
        .forEach(
            (name, entry) ->
                section
                    .section(name)
                    .or(() -> ResourceReader.notAMap(section, name, entry))
                    .flatMap(parameter -> parameter(parameter, name, entry))
                    .ifPresent(parameter -> parameters.put(name, parameter)));
    return parameters;
  }

  private Optional<ParameterDefinition> parameter(
      Section parameter, String name, Node.Entry entry) {
    boolean tagged = version.atLeast(HotVersion.QUEENS);
    parameter.only(
        tagged ? KEYS : KEYS.subList(0, KEYS.size() - 1),
        "invalid-key",
        "Invalid key '%s' for parameter");
    Optional<ParameterType> type = type(parameter, entry);
    if (type.isEmpty()) {
      return Optional.of(ParameterDefinition.broken(name, entry.keyAt()));
    }
    List<Constraint> constraints =
        parameter
            .node("constraints")
            .map(node -> new ConstraintReader(parameter, type.get(), version).read(node))
            .orElse(List.of());
    return Optional.of(
        new ParameterDefinition(
            name,
            ParameterForm.of(type.get()),
            parameter.text("label"),
            parameter.text("description"),
            defaultValue(parameter, name, type.get()),
            parameter.truth("hidden"),
            parameter.truth("immutable"),
            constraints,
            tagged ? tags(parameter) : List.of(),
            entry.keyAt()));
  }

  private static Optional<ParameterType> type(Section parameter, Node.Entry entry) {
    Optional<Node> node = parameter.node("type");
    if (node.isEmpty()) {
      parameter.error("missing-key", "Missing parameter type", entry.keyAt());
      return Optional.empty();
    }
    String written = parameter.text("type");
    if (!(node.get() instanceof Node.Scalar)) {
      return Optional.empty(); // said when it was read
    }
    Optional<ParameterType> type = ParameterType.of(written);
    if (type.isEmpty()) {
      List<String> known =
          Arrays.stream(ParameterType.values()).map(ParameterType::written).toList();
      parameter
          .findings()
          .add(
              new Diagnostic(
                  Diagnostic.Severity.ERROR,
                  "invalid-parameter-type",
                  "Invalid type (%s)".formatted(written),
                  parameter.within("type"),
                  node.get().at(),
                  Suggestion.hint(written, known)
                      .or(() -> Optional.of("one of " + String.join(", ", known)))));
    }
    return type;
  }

  private static Optional<Value> defaultValue(Section parameter, String name, ParameterType type) {
    Optional<Node> node = parameter.node("default");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(type.convert(node.get().value()));
    } catch (Mistake wrong) {
      parameter
          .findings()
          .error(
              "invalid-default",
              "Parameter '%s' is invalid: %s".formatted(name, wrong.text()),
              parameter.within("default"),
              node.get().at());
      return Optional.of(ParameterForm.broken(node.get().at()));
    }
  }

  private static List<String> tags(Section parameter) {
    List<String> tags = new ArrayList<>();
    parameter
        .node("tags")
        .ifPresent(
            node -> {
              List<Node> items =
                  node instanceof Node.Sequence(List<Node> all, _) ? all : List.of(node);
              for (Node item : items) {
                if (item instanceof Node.Scalar(Value.Text(String text, _), _)) {
                  tags.add(text);
                } else {
                  parameter.error(
                      "invalid-section", "The tags of a parameter must be strings.", item.at());
                }
              }
            });
    return tags;
  }
}
