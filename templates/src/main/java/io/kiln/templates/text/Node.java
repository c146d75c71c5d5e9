package io.kiln.templates.text;

import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A piece of a text: merges and aliases are resolved, places kept. No deeper than the limit. */
public sealed interface Node {

  SourceSpan at();

  /** The plain value, functions not looked for. */
  Value value();

  /**
   * Null, a truth value, a number or a text.
   *
   * @param raw the characters between the quotes, before they were understood
   */
  record Scalar(Value value, String raw) implements Node {
    @Override
    public SourceSpan at() {
      return value.mark().at();
    }
  }

  /** A list. */
  record Sequence(List<Node> items, SourceSpan at) implements Node {
    public Sequence {
      items = Collections.unmodifiableList(items);
    }

    @Override
    public Value value() {
      List<Value> values = new ArrayList<>(items.size());
      items.forEach(item -> values.add(item.value()));
      return new Value.ListOf(values, Mark.at(at));
    }
  }

  /** A map; keys are unique. */
  record Mapping(SequencedMap<String, Entry> entries, SourceSpan at) implements Node {
    public Mapping {
      entries = Collections.unmodifiableSequencedMap(entries);
    }

    /** The node under a key. */
    public Optional<Node> get(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::node);
    }

    @Override
    public Value value() {
      SequencedMap<String, Value> values = LinkedHashMap.newLinkedHashMap(entries.size());
      entries.forEach((key, entry) -> values.put(key, entry.node().value()));
      return new Value.MapOf(values, Mark.at(at));
    }
  }

  /** A key with its place, and what stands under it. */
  record Entry(String key, SourceSpan keyAt, Node node) {}

  /** Whether this is an explicit or implied null. */
  default boolean isNull() {
    return this instanceof Scalar(Value.Null _, _);
  }

  /** What kind of thing this is, for messages. */
  default String kind() {
    return switch (this) {
      case Mapping _ -> "a map";
      case Sequence _ -> "a list";
      case Scalar(Value.Null _, _) -> "null";
      case Scalar(Value.Bool _, _) -> "a boolean";
      case Scalar(Value.Num _, _) -> "a number";
      case Scalar _ -> "a string";
    };
  }
}
