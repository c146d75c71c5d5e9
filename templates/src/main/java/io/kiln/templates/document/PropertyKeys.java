package io.kiln.templates.document;

import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import java.util.List;
import java.util.Optional;

/** Finds the place of a property's name in the text it was written in, at any depth. */
public record PropertyKeys(Optional<Node> properties) {

  /**
   * The place of the key at the end of a path of keys and indexes; nothing when a function stands
   * on the way.
   */
  public Optional<SourceSpan> at(List<String> path) {
    Optional<Node> here = properties;
    Optional<SourceSpan> found = Optional.empty();
    for (String step : path) {
      found = Optional.empty();
      if (here.isPresent() && here.get() instanceof Node.Mapping map) {
        Node.Entry entry = map.entries().get(step);
        if (entry == null) {
          return Optional.empty();
        }
        found = Optional.of(entry.keyAt());
        here = Optional.of(entry.node());
      } else if (here.isPresent()
          && here.get() instanceof Node.Sequence(List<Node> items, _)
          && step.chars().allMatch(c -> c >= '0' && c <= '9')
          && step.length() < 9
          && Integer.parseInt(step) < items.size()) {
        here = Optional.of(items.get(Integer.parseInt(step)));
        found = here.map(Node::at);
      } else {
        return Optional.empty();
      }
    }
    return found;
  }

  /** The places in what stands at the end of a path of keys; none when a function is on the way. */
  public PropertyKeys below(List<String> path) {
    Optional<Node> here = properties;
    for (String step : path) {
      here =
          here.flatMap(node -> node instanceof Node.Mapping map ? map.get(step) : Optional.empty());
    }
    return new PropertyKeys(here);
  }
}
