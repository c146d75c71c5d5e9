package io.kiln.templates.lint;

import io.kiln.templates.environment.Names;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a text names: by {@code get_file}, as the type of a resource, in a registry. The
 * same places as python-heatclient looks at (template_utils.py).
 */
public final class Mentions {

  private static final Set<String> NO_FILES = Set.of("base_url", "hooks", "restricted_actions");

  private Mentions() {}

  /**
   * A file that is named.
   *
   * @param name as written
   * @param template it is a template itself and may name further ones
   */
  public record Mention(String name, boolean template, SourceSpan at) {

    /** Whether it lies elsewhere: not on this machine. */
    public boolean remote() {
      return name.contains("://") && !name.startsWith("file:");
    }
  }

  /** The files a text of this kind names. */
  public static List<Mention> in(Node root, DocumentKind kind) {
    List<Mention> found = new ArrayList<>();
    if (kind == DocumentKind.ENVIRONMENT) {
      section(root, "resource_registry").ifPresent(registry -> registry(registry, "", found));
    } else {
      template(root, found);
    }
    return found;
  }

  private static void template(Node node, List<Mention> found) {
    switch (node) {
      case Node.Scalar _ -> {}
      case Node.Sequence(List<Node> items, _) -> items.forEach(item -> template(item, found));
      case Node.Mapping(Map<String, Node.Entry> entries, _) ->
          entries.forEach(
              (key, entry) -> {
                Optional<String> text = text(entry.node());
                if (text.isPresent() && key.equals("get_file")) {
                  add(text.get(), false, entry.node(), found);
                } else if (text.filter(Names::isTemplate).isPresent()
                    && (key.equals("type") || key.equals("Type"))) {
                  add(text.get(), true, entry.node(), found);
                } else {
                  template(entry.node(), found);
                }
              });
    }
  }

  /** The registry, and below {@code resources} the same again for each name. */
  private static void registry(Node node, String outer, List<Mention> found) {
    if (!(node instanceof Node.Mapping map)) {
      return;
    }
    String base =
        map.get("base_url")
            .flatMap(Mentions::text)
            .map(url -> url.isEmpty() || url.endsWith("/") ? url : url + "/")
            .orElse(outer);
    map.entries()
        .forEach(
            (key, entry) -> {
              if (entry.node() instanceof Node.Mapping) {
                registry(entry.node(), base, found);
              } else if (!NO_FILES.contains(key)) {
                text(entry.node())
                    .filter(target -> Names.isTemplate(target) || !target.contains("::"))
                    .ifPresent(target -> add(base + target, true, entry.node(), found));
              }
            });
  }

  private static void add(String name, boolean template, Node node, List<Mention> found) {
    if (!name.isBlank()) {
      found.add(new Mention(name, template, node.at()));
    }
  }

  private static Optional<Node> section(Node root, String key) {
    return root instanceof Node.Mapping map ? map.get(key) : Optional.empty();
  }

  private static Optional<String> text(Node node) {
    return node instanceof Node.Scalar(Value.Text(String text, _), _)
        ? Optional.of(text)
        : Optional.empty();
  }
}
