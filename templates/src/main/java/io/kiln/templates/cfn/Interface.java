package io.kiln.templates.cfn;

import io.kiln.templates.document.ParameterGroup;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How forms show parameters: {@code AWS::CloudFormation::Interface} of the template's {@code
 * Metadata}. As metadata it is never wrong; what is not understood is passed over.
 */
record Interface(List<ParameterGroup> groups, Map<String, String> labels) {

  static Interface of(Section top) {
    Optional<Node> node =
        top.node("Metadata").flatMap(metadata -> child(metadata, "AWS::CloudFormation::Interface"));
    List<ParameterGroup> groups = new ArrayList<>();
    for (Node group : list(node.flatMap(found -> child(found, "ParameterGroups")))) {
      List<String> names =
          list(child(group, "Parameters")).stream().flatMap(one -> text(one).stream()).toList();
      groups.add(new ParameterGroup(label(child(group, "Label")).orElse(""), "", names));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    node.flatMap(found -> child(found, "ParameterLabels"))
        .ifPresent(
            found -> {
              if (found instanceof Node.Mapping map) {
                map.entries()
                    .forEach(
                        (name, entry) ->
                            label(Optional.of(entry.node()))
                                .ifPresent(label -> labels.put(name, label)));
              }
            });
    return new Interface(groups, labels);
  }

  private static Optional<String> label(Optional<Node> node) {
    return node.flatMap(found -> child(found, "default")).flatMap(Interface::text);
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof Node.Mapping map ? map.get(key) : Optional.empty();
  }

  private static List<Node> list(Optional<Node> node) {
    return node.isPresent() && node.get() instanceof Node.Sequence(List<Node> items, _)
        ? items
        : List.of();
  }

  private static Optional<String> text(Node node) {
    return node instanceof Node.Scalar(_, String raw) ? Optional.of(raw) : Optional.empty();
  }
}
