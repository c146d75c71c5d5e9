package io.kiln.templates.lint;

import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds what may be calls of functions, whatever the dialect: maps with one key. */
final class Calls {

  /**
   * One of them.
   *
   * @param path where it is in the model
   * @param guarded it stands in a branch of an {@code if}
   */
  record Call(Node.Entry entry, String path, boolean guarded) {

    String function() {
      return entry.key();
    }

    Node argument() {
      return entry.node();
    }

    /** The argument, or the first of several, when it is a plain text. */
    Optional<Node.Scalar> first() {
      Node first =
          argument() instanceof Node.Sequence(List<Node> items, _) && !items.isEmpty()
              ? items.getFirst()
              : argument();
      return first instanceof Node.Scalar scalar && scalar.value() instanceof Value.Text
          ? Optional.of(scalar)
          : Optional.empty();
    }
  }

  private Calls() {}

  /** Recursion goes as deep as the text, which the reader limits. */
  static void in(Node node, String path, Consumer<Call> each) {
    in(node, path, false, each);
  }

  private static void in(Node node, String path, boolean guarded, Consumer<Call> each) {
    switch (node) {
      case Node.Scalar _ -> {}
      case Node.Sequence(List<Node> items, _) -> {
        for (int i = 0; i < items.size(); i++) {
          in(items.get(i), path + "[" + i + "]", guarded, each);
        }
      }
      case Node.Mapping(Map<String, Node.Entry> entries, _) -> {
        boolean single = entries.size() == 1;
        entries.forEach(
            (key, entry) -> {
              if (single) {
                each.accept(new Call(entry, path, guarded));
              }
              boolean choice = single && (key.equals("if") || key.equals("Fn::If"));
              String here = path.isEmpty() ? key : path + "." + key;
              in(entry.node(), here, guarded || choice, each);
            });
      }
    }
  }
}
