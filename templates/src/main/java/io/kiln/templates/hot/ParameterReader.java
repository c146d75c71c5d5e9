package io.kiln.templates.hot;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.parameter.ParameterForm;
import io.kiln.templates.parameter.ParameterKeys;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code parameters}. */
final class ParameterReader {

  private static final List<String> KEYS =
      List.of(
          "type", "label", "description", "default", "hidden", "immutable", "constraints", "tags");

  private static final List<String> TYPES =
      Arrays.stream(ParameterType.values()).map(ParameterType::written).toList();

  private final Section section;
  private final HotVersion version;

  ParameterReader(Section section, HotVersion version) {
    this.section = section;
    this.version = version;
  }

  SequencedMap<String, ParameterDefinition> read() {
    return section.each(this::parameter);
  }

  private ParameterDefinition parameter(Section parameter, String name, Node.Entry entry) {
    boolean tagged = version.atLeast(HotVersion.QUEENS);
    parameter.only(
        tagged ? KEYS : KEYS.subList(0, KEYS.size() - 1),
        "invalid-key",
        "Invalid key '%s' for parameter");
    Optional<ParameterType> type =
        ParameterKeys.type(parameter, "type", entry, ParameterType::of, TYPES);
    if (type.isEmpty()) {
      return ParameterDefinition.broken(name, entry.keyAt());
    }
    List<Constraint> constraints =
        parameter
            .node("constraints")
            .map(node -> new ConstraintReader(parameter, type.get(), version).read(node))
            .orElse(List.of());
    return new ParameterDefinition(
        name,
        ParameterForm.of(type.get()),
        parameter.text("label"),
        parameter.text("description"),
        ParameterKeys.defaultValue(parameter, "default", name, type.get()::convert),
        parameter.truth("hidden"),
        parameter.truth("immutable"),
        constraints,
        tagged ? tags(parameter) : List.of(),
        entry.keyAt());
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
