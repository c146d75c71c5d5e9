package io.kiln.templates.lint;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at who refers to whom: references to resources that a condition may leave out, and {@code
 * depends_on} that a reference says already.
 */
final class Dependencies {

  private static final Set<String> REFERENCES =
      Set.of("get_resource", "get_attr", "Ref", "Fn::GetAtt");

  private final DocumentKind kind;
  private final Findings findings;

  Dependencies(DocumentKind kind, Findings findings) {
    this.kind = kind;
    this.findings = findings;
  }

  void report(Node.Mapping root) {
    Map<String, Node.Entry> resources = entries(root, "resources");
    resources.forEach((name, entry) -> part("resources." + name, entry, resources));
    entries(root, "outputs").forEach((name, entry) -> part("outputs." + name, entry, resources));
  }

  private Map<String, Node.Entry> entries(Node.Mapping root, String section) {
    return root.get(key(section)).orElse(null) instanceof Node.Mapping map
        ? map.entries()
        : Map.of();
  }

  private void part(String path, Node.Entry part, Map<String, Node.Entry> resources) {
    if (!(part.node() instanceof Node.Mapping map)) {
      return;
    }
    Map<String, SourceSpan> named = new LinkedHashMap<>();
    Calls.in(
        map,
        path,
        call -> {
          if (REFERENCES.contains(call.function()) && !call.guarded()) {
            call.first().ifPresent(name -> named.putIfAbsent(target(call, name), name.at()));
          }
        });
    if (map.get(key("condition")).isEmpty()) {
      named.forEach((name, at) -> conditional(path, name, at, resources));
    }
    map.get(kind == DocumentKind.HOT ? "depends_on" : "DependsOn")
        .ifPresent(node -> redundant(path, part.key(), node, named));
  }

  /** {@code Fn::GetAtt} may hold both names in one text. */
  private static String target(Calls.Call call, Node.Scalar name) {
    String raw = name.raw();
    return call.function().equals("Fn::GetAtt") && raw.contains(".")
        ? raw.substring(0, raw.indexOf('.'))
        : raw;
  }

  private void conditional(
      String path, String name, SourceSpan at, Map<String, Node.Entry> resources) {
    Node.Entry target = resources.get(name);
    if (target == null || !(target.node() instanceof Node.Mapping map)) {
      return;
    }
    Optional<Node> condition = map.get(key("condition"));
    if (condition.isPresent()
        && condition.get() instanceof Node.Scalar(Value.Text(String needed, _), _)) {
      findings.add(
          new Diagnostic(
              Diagnostic.Severity.WARNING,
              "conditional-reference",
              "\"%s\" is left out when its condition \"%s\" is false, but is referred to in any case."
                  .formatted(name, needed),
              path,
              at,
              Optional.of(
                  "give this the same condition, or choose with %s"
                      .formatted(kind == DocumentKind.HOT ? "\"if\"" : "\"Fn::If\""))));
    }
  }

  private void redundant(String path, String name, Node node, Map<String, SourceSpan> named) {
    List<Node> items = node instanceof Node.Sequence(List<Node> all, _) ? all : List.of(node);
    for (Node item : items) {
      if (item instanceof Node.Scalar(Value.Text(String other, _), _)
          && named.containsKey(other)
          && !other.equals(name)) {
        SourceSpan said = named.getOrDefault(other, SourceSpan.NOWHERE);
        findings.add(
            new Diagnostic(
                Diagnostic.Severity.INFO,
                "redundant-depends-on",
                "\"%s\" waits for \"%s\" already, because it refers to it in line %d."
                    .formatted(name, other, said.line()),
                path + "." + (kind == DocumentKind.HOT ? "depends_on" : "DependsOn"),
                item.at(),
                Optional.of("the reference is enough")));
      }
    }
  }

  private String key(String hot) {
    return kind == DocumentKind.HOT ? hot : Character.toUpperCase(hot.charAt(0)) + hot.substring(1);
  }
}
