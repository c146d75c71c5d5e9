package io.kiln.templates.lint;

import io.kiln.templates.text.Node;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks over a text and says of every scalar and key what kind of value its place takes. Recursion
 * goes as deep as the text, which the reader limits; what an alias repeats is seen once.
 */
final class Places {

  /** Is shown every scalar and every key. */
  interface Visitor {
    void scalar(Node.Scalar scalar, Wanted wanted, String path);

    void key(Node.Entry entry, String path);
  }

  private final KnownTypes types;
  private final Visitor visitor;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  Places(KnownTypes types, Visitor visitor) {
    this.types = types;
    this.visitor = visitor;
  }

  void walk(Node root) {
    if (!(root instanceof Node.Mapping map)) {
      return;
    }
    map.entries()
        .forEach(
            (section, entry) -> {
              visitor.key(entry, section);
              switch (section) {
                case "parameters", "Parameters" -> each(entry.node(), section, this::parameter);
                case "resources", "Resources" -> each(entry.node(), section, this::resource);
                case "conditions", "Conditions" -> each(entry.node(), section, this::condition);
                default -> open(entry.node(), section);
              }
            });
  }

  private interface Part {
    void walk(Node node, String path);
  }

  private void each(Node section, String path, Part part) {
    if (section instanceof Node.Mapping map) {
      map.entries()
          .forEach(
              (name, entry) -> {
                visitor.key(entry, path + "." + name);
                part.walk(entry.node(), path + "." + name);
              });
    } else {
      open(section, path);
    }
  }

  /** In an environment the value itself stands under the name. */
  private void parameter(Node node, String path) {
    Optional<String> type =
        node instanceof Node.Mapping map
            ? map.get("type").or(() -> map.get("Type")).flatMap(Places::text)
            : Optional.empty();
    if (type.isEmpty() || !(node instanceof Node.Mapping map)) {
      open(node, path);
      return;
    }
    Wanted value = Wanted.byParameterType(type.get());
    map.entries()
        .forEach(
            (key, entry) -> {
              visitor.key(entry, path + "." + key);
              Wanted wanted =
                  switch (key) {
                    case "default", "Default" -> value;
                    case "hidden", "immutable", "NoEcho" -> Wanted.TRUTH;
                    default -> Wanted.ANYTHING;
                  };
              if (key.equals("constraints") || key.startsWith("Allowed")) {
                alike(entry.node(), value, path + "." + key);
              } else {
                walk(entry.node(), wanted, path + "." + key);
              }
            });
  }

  private void resource(Node node, String path) {
    if (!(node instanceof Node.Mapping map)) {
      open(node, path);
      return;
    }
    String type = map.get("type").or(() -> map.get("Type")).flatMap(Places::text).orElse("");
    map.entries()
        .forEach(
            (key, entry) -> {
              String here = path + "." + key;
              visitor.key(entry, here);
              if (key.equals("condition")) {
                condition(entry.node(), here);
              } else if (key.equalsIgnoreCase("properties")
                  && entry.node() instanceof Node.Mapping properties) {
                properties
                    .entries()
                    .forEach(
                        (name, property) -> {
                          visitor.key(property, here + "." + name);
                          walk(
                              property.node(),
                              types.property(type, name).map(Wanted::by).orElse(Wanted.ANYTHING),
                              here + "." + name);
                        });
              } else {
                open(entry.node(), here);
              }
            });
  }

  private void condition(Node node, String path) {
    walk(node, Wanted.TRUTH, path);
  }

  private void open(Node node, String path) {
    walk(node, Wanted.ANYTHING, path);
  }

  private void walk(Node node, Wanted wanted, String path) {
    switch (node) {
      case Node.Scalar scalar -> visitor.scalar(scalar, wanted, path);
      case Node.Sequence(List<Node> items, _) -> {
        if (seen.add(node)) {
          for (int i = 0; i < items.size(); i++) {
            walk(items.get(i), wanted.below("*"), path + "[" + i + "]");
          }
        }
      }
      case Node.Mapping(Map<String, Node.Entry> entries, _) -> {
        if (seen.add(node)) {
          entries.forEach(
              (key, entry) -> {
                visitor.key(entry, path + "." + key);
                walk(entry.node(), wanted.below(key), path + "." + key);
              });
        }
      }
    }
  }

  /** Every scalar below takes the same kind of value. */
  private void alike(Node node, Wanted wanted, String path) {
    switch (node) {
      case Node.Scalar scalar -> visitor.scalar(scalar, wanted, path);
      case Node.Sequence(List<Node> items, _) -> {
        for (int i = 0; i < items.size(); i++) {
          alike(items.get(i), wanted, path + "[" + i + "]");
        }
      }
      case Node.Mapping(Map<String, Node.Entry> entries, _) ->
          entries.forEach((key, entry) -> alike(entry.node(), wanted, path + "." + key));
    }
  }

  private static Optional<String> text(Node node) {
    return node instanceof Node.Scalar(_, String raw) ? Optional.of(raw) : Optional.empty();
  }
}
