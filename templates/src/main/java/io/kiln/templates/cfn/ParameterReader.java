package io.kiln.templates.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.parameter.ParameterForm;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code Parameters}. */
final class ParameterReader {

  private static final List<String> KEYS =
      List.of(
          "Type",
          "Default",
          "NoEcho",
          "AllowedValues",
          "AllowedPattern",
          "MinLength",
          "MaxLength",
          "MinValue",
          "MaxValue",
          "Description",
          "ConstraintDescription",
          "Label");

  private final Section section;
  private final CfnDialect dialect;
  private final Interface labels;

  ParameterReader(Section section, CfnDialect dialect, Interface labels) {
    this.section = section;
    this.dialect = dialect;
    this.labels = labels;
  }

  SequencedMap<String, ParameterDefinition> read() {
    SequencedMap<String, ParameterDefinition> parameters = new LinkedHashMap<>();
    section
        .entries()
        .forEach(
            (name, entry) ->
                section
                    .section(name)
                    .or(() -> ResourceReader.empty(section, name, entry))
                    .flatMap(parameter -> parameter(parameter, name, entry))
                    .ifPresent(parameter -> parameters.put(name, parameter)));
    return parameters;
  }

  private Optional<ParameterDefinition> parameter(
      Section parameter, String name, Node.Entry entry) {
    parameter.only(KEYS, "invalid-key", "Invalid key '%s' for parameter");
    Optional<ParameterForm> form = form(parameter, entry);
    if (form.isEmpty()) {
      return Optional.of(ParameterDefinition.broken(name, entry.keyAt()));
    }
    String label = parameter.text("Label");
    return Optional.of(
        new ParameterDefinition(
            name,
            form.get(),
            label.isEmpty() ? labels.labels().getOrDefault(name, "") : label,
            parameter.text("Description"),
            defaultValue(parameter, name, form.get()),
            parameter.truth("NoEcho"),
            false,
            new ParameterConstraints(parameter, form.get(), dialect).read(),
            List.of(),
            entry.keyAt()));
  }

  private Optional<ParameterForm> form(Section parameter, Node.Entry entry) {
    Optional<Node> node = parameter.node("Type");
    if (node.isEmpty()) {
      parameter.error("missing-key", "Missing parameter type", entry.keyAt());
      return Optional.empty();
    }
    String written = parameter.text("Type");
    if (!(node.get() instanceof Node.Scalar)) {
      return Optional.empty(); // said when it was read
    }
    Optional<ParameterForm> form = ParameterTypes.of(written, dialect);
    if (form.isEmpty()) {
      List<String> known = ParameterTypes.names(dialect);
      parameter
          .findings()
          .add(
              new Diagnostic(
                  Diagnostic.Severity.ERROR,
                  "invalid-parameter-type",
                  "Invalid type (%s)".formatted(written),
                  parameter.within("Type"),
                  node.get().at(),
                  Suggestion.hint(written, known)
                      .or(() -> Optional.of("one of " + String.join(", ", known.subList(0, 5))))));
    }
    return form;
  }

  private static Optional<Value> defaultValue(Section parameter, String name, ParameterForm form) {
    Optional<Node> node = parameter.node("Default");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    try {
      Value written = node.get().value();
      return Optional.of(
          form.kept() ? ParameterType.STRING.convert(written) : form.convert(written));
    } catch (Mistake wrong) {
      parameter
          .findings()
          .error(
              "invalid-default",
              "Parameter '%s' is invalid: %s".formatted(name, wrong.text()),
              parameter.within("Default"),
              node.get().at());
      return Optional.of(ParameterForm.broken(node.get().at()));
    }
  }
}
