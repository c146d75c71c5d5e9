package io.kiln.templates.lint;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds parameters, conditions and mappings that nothing uses. Wherever a name may be put together
 * only when the template runs, all count as used.
 */
final class Unused {

  private static final Set<String> OF_PARAMETERS =
      Set.of("get_param", "Ref", "Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}.]+)[^}]*\\}");

  private final Findings findings;
  private final Set<String> parameters = new HashSet<>();
  private final Set<String> conditions = new HashSet<>();
  private final Set<String> mappings = new HashSet<>();
  private boolean anyParameter;
  private boolean anyMapping;

  Unused(Findings findings) {
    this.findings = findings;
  }

  void report(Node.Mapping root, DocumentKind kind) {
    Calls.in(root, "", this::called);
    conditions(root, kind);
    boolean hot = kind == DocumentKind.HOT;
    if (!anyParameter) {
      unused(root, hot ? "parameters" : "Parameters", "unused-parameter", "parameter", parameters);
    }
    unused(root, hot ? "conditions" : "Conditions", "unused-condition", "condition", conditions);
    if (!anyMapping && !hot) {
      unused(root, "Mappings", "unused-mapping", "mapping", mappings);
    }
  }

  private void unused(
      Node.Mapping root, String section, String code, String what, Set<String> used) {
    if (!(root.get(section).orElse(null) instanceof Node.Mapping declared)) {
      return;
    }
    declared
        .entries()
        .forEach(
            (name, entry) -> {
              if (!used.contains(name) && !name.startsWith("Fn::")) {
                findings.add(
                    new Diagnostic(
                        Diagnostic.Severity.WARNING,
                        code,
                        "Nothing uses the %s \"%s\".".formatted(what, name),
                        section + "." + name,
                        entry.keyAt(),
                        Optional.of("use it, or take it away")));
              }
            });
  }

  private void called(Calls.Call call) {
    if (OF_PARAMETERS.contains(call.function())) {
      call.first()
          .map(Node.Scalar::raw)
          .filter(name -> !name.contains("{"))
          .ifPresentOrElse(parameters::add, () -> anyParameter = true);
      return;
    }
    switch (call.function()) {
      case "Fn::Sub" ->
          call.first()
              .map(Node.Scalar::raw)
              .ifPresentOrElse(this::placeholders, () -> anyParameter = true);
      case "Fn::FindInMap" ->
          call.first()
              .map(Node.Scalar::raw)
              .filter(name -> !name.contains("{"))
              .ifPresentOrElse(mappings::add, () -> anyMapping = true);
      case "Fn::Transform" -> {
        anyParameter = true;
        anyMapping = true;
      }
      default -> {}
    }
  }

  private void placeholders(String text) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      parameters.add(placeholder.group(1).strip());
    }
  }

  /** Names of conditions stand under a key of their own, in choices, and in other conditions. */
  private void conditions(Node.Mapping root, DocumentKind kind) {
    root.get(kind == DocumentKind.HOT ? "conditions" : "Conditions")
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .ifPresent(
            declared ->
                declared.entries().values().forEach(entry -> texts(entry.node(), conditions)));
    keys(root);
  }

  private void keys(Node node) {
    switch (node) {
      case Node.Scalar _ -> {}
      case Node.Sequence(List<Node> items, _) -> items.forEach(this::keys);
      case Node.Mapping(Map<String, Node.Entry> entries, _) ->
          entries.forEach(
              (key, entry) -> {
                switch (key) {
                  case "condition", "Condition", "RuleCondition" -> texts(entry.node(), conditions);
                  case "if", "Fn::If" -> {
                    if (entry.node() instanceof Node.Sequence(List<Node> items, _)
                        && !items.isEmpty()) {
                      texts(items.getFirst(), conditions);
                    }
                  }
                  default -> {}
                }
                keys(entry.node());
              });
    }
  }

  private static void texts(Node node, Set<String> found) {
    switch (node) {
      case Node.Scalar scalar -> {
        if (scalar.value() instanceof Value.Text) {
          found.add(scalar.raw());
        }
      }
      case Node.Sequence(List<Node> items, _) -> items.forEach(item -> texts(item, found));
      case Node.Mapping(Map<String, Node.Entry> entries, _) ->
          entries.values().forEach(entry -> texts(entry.node(), found));
    }
  }
}
