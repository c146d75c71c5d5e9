package io.kiln.templates.hot;

import io.kiln.templates.document.ParameterGroup;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code parameter_groups}. */
final class GroupReader {

  private static final String KEY = "parameter_groups";

  private final Section top;
  private final Collection<String> parameters;
  private final Set<String> grouped = new HashSet<>();

  GroupReader(Section top, Collection<String> parameters) {
    this.top = top;
    this.parameters = parameters;
  }

  List<ParameterGroup> read() {
    Optional<Node> node = top.node(KEY);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Sequence(List<Node> items, _))) {
      top.error("invalid-section", "The parameter_groups should be a list.", node.get().at());
      return List.of();
    }
    List<ParameterGroup> groups = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String path = "%s[%d]".formatted(KEY, i);
      if (items.get(i) instanceof Node.Mapping map) {
        groups.add(group(new Section(map, path, top.findings())));
      } else {
        top.error("invalid-section", path + " must be a map.", items.get(i).at());
      }
    }
    return groups;
  }

  private ParameterGroup group(Section section) {
    section.only(
        List.of("label", "description", "parameters"),
        "invalid-key",
        "\"%s\" is not a valid keyword inside a parameter group");
    List<String> names = new ArrayList<>();
    Optional<Node> node = section.node("parameters");
    if (node.isEmpty()) {
      section.error(
          "missing-key", "The parameters must be provided for each parameter group.", section.at());
    } else if (node.get() instanceof Node.Sequence(List<Node> items, _)) {
      items.forEach(item -> name(item, section).ifPresent(names::add));
    } else {
      section.error(
          "invalid-section",
          "The parameters of parameter group should be a list.",
          node.get().at());
    }
    return new ParameterGroup(section.text("label"), section.text("description"), names);
  }

  private Optional<String> name(Node item, Section section) {
    if (!(item instanceof Node.Scalar(Value _, String name))) {
      section.error("invalid-section", "A parameter name must be a string.", item.at());
      return Optional.empty();
    }
    if (!parameters.contains(name)) {
      section
          .findings()
          .add(
              new Diagnostic(
                  Diagnostic.Severity.ERROR,
                  "unknown-parameter",
                  "The grouped parameter %s does not reference a valid parameter.".formatted(name),
                  section.within("parameters"),
                  item.at(),
                  Suggestion.hint(name, parameters)));
    } else if (!grouped.add(name)) {
      section.error(
          "grouped-twice",
          "The %s parameter must be assigned to one parameter group only.".formatted(name),
          item.at());
    }
    return Optional.of(name);
  }
}
