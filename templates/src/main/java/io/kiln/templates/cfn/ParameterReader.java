package io.kiln.templates.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.parameter.ParameterForm;
import io.kiln.templates.parameter.ParameterKeys;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
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
    return section.each(this::parameter);
  }

  private ParameterDefinition parameter(Section parameter, String name, Node.Entry entry) {
    parameter.only(KEYS, "invalid-key", "Invalid key '%s' for parameter");
    Optional<ParameterForm> form =
        ParameterKeys.type(
            parameter,
            "Type",
            entry,
            written -> ParameterTypes.of(written, dialect),
            ParameterTypes.names(dialect));
    if (form.isEmpty()) {
      return ParameterDefinition.broken(name, entry.keyAt());
    }
    String label = parameter.text("Label");
    return new ParameterDefinition(
        name,
        form.get(),
        label.isEmpty() ? labels.labels().getOrDefault(name, "") : label,
        parameter.text("Description"),
        ParameterKeys.defaultValue(
            parameter,
            "Default",
            name,
            written ->
                form.get().kept()
                    ? ParameterType.STRING.convert(written)
                    : form.get().convert(written)),
        parameter.truth("NoEcho"),
        false,
        new ParameterConstraints(parameter, form.get(), dialect).read(),
        List.of(),
        entry.keyAt());
  }
}
