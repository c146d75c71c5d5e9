package io.kiln.templates.document;

import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a resource says it depends on: one name, or a list of them. */
public final class ResourceNames {

  private ResourceNames() {}

  /**
   * The names under a key, each with its place; what is no name is an error at its place.
   *
   * @param key the dialect's own word, such as {@code depends_on}
   */
  public static List<DeclaredResource.Name> in(Section resource, String key) {
    Optional<Node> node = resource.node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    List<Node> items =
        node.get() instanceof Node.Sequence(List<Node> all, _) ? all : List.of(node.get());
    List<DeclaredResource.Name> names = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Scalar(Value value, String raw) && !item.isNull()) {
        names.add(
            new DeclaredResource.Name(
                value instanceof Value.Text(String text, _) ? text : raw, item.at()));
      } else {
        resource.error(
            "invalid-section",
            "%s must be a resource name or a list of them, not %s."
                .formatted(resource.within(key), item.kind()),
            item.at());
      }
    }
    return names;
  }
}
