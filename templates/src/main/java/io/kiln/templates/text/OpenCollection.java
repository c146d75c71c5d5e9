package io.kiln.templates.text;

import io.kiln.templates.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;

/** A list or map whose end has not come yet. */
final class OpenCollection {

  /** What is wrong with a part; after a fatal one nothing can be understood. */
  record Problem(String code, String message, SourceSpan at, boolean fatal) {}

  private final CollectionStartEvent start;
  private final SourceSpan at;
  private final boolean mapping;
  private final List<Node> items = new ArrayList<>();
  private final SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
  private final List<Node.Mapping> merged = new ArrayList<>();
  private Node.@Nullable Scalar key;
  private boolean mergeNext;
  private long size = 1;
  private int height;

  private OpenCollection(CollectionStartEvent start, SourceSpan at, boolean mapping) {
    this.start = start;
    this.at = at;
    this.mapping = mapping;
  }

  static OpenCollection mapping(CollectionStartEvent start, SourceSpan at) {
    return new OpenCollection(start, at, true);
  }

  static OpenCollection sequence(CollectionStartEvent start, SourceSpan at) {
    return new OpenCollection(start, at, false);
  }

  CollectionStartEvent start() {
    return start;
  }

  SourceSpan at() {
    return at;
  }

  long size() {
    return size;
  }

  Optional<Problem> add(TreeBuilder.Built built, boolean mergeKey) {
    size += built.size();
    height = Math.max(height, built.height());
    if (!mapping) {
      items.add(built.node());
      return Optional.empty();
    }
    Node.Scalar present = key;
    if (mergeNext) {
      mergeNext = false;
      return merge(built.node());
    }
    if (present == null) {
      return key(built.node(), mergeKey);
    }
    key = null;
    return put(present, built.node());
  }

  private Optional<Problem> key(Node node, boolean mergeKey) {
    if (!(node instanceof Node.Scalar scalar)) {
      return Optional.of(
          new Problem(
              "bad-key",
              "A key must be a string, not %s.".formatted(node.kind()),
              node.at(),
              true));
    }
    mergeNext = mergeKey;
    key = mergeKey ? null : scalar;
    return Optional.empty();
  }

  private Optional<Problem> put(Node.Scalar scalar, Node node) {
    String name = Scalars.key(scalar.value(), scalar.raw());
    Node.Entry earlier = entries.putIfAbsent(name, new Node.Entry(name, scalar.at(), node));
    if (earlier == null) {
      return Optional.empty();
    }
    String message =
        "Duplicate key \"%s\": it stands at %s already.".formatted(name, earlier.keyAt());
    return Optional.of(new Problem("duplicate-key", message, scalar.at(), false));
  }

  private Optional<Problem> merge(Node node) {
    List<Node> sources = node instanceof Node.Sequence(List<Node> all, _) ? all : List.of(node);
    for (Node source : sources) {
      if (!(source instanceof Node.Mapping map)) {
        return Optional.of(
            new Problem(
                "bad-merge",
                "Only maps can be merged with <<, not %s.".formatted(source.kind()),
                source.at(),
                true));
      }
      merged.add(map);
    }
    return Optional.empty();
  }

  /** The finished node; own entries win over merged ones, earlier merged ones over later. */
  TreeBuilder.Built build(SourceSpan whole) {
    if (!mapping) {
      return new TreeBuilder.Built(new Node.Sequence(items, whole), size, height + 1);
    }
    if (merged.isEmpty()) {
      return new TreeBuilder.Built(new Node.Mapping(entries, whole), size, height + 1);
    }
    SequencedMap<String, Node.Entry> all = new LinkedHashMap<>();
    merged.forEach(map -> map.entries().forEach(all::putIfAbsent));
    all.putAll(entries);
    return new TreeBuilder.Built(new Node.Mapping(all, whole), size, height + 1);
  }
}
