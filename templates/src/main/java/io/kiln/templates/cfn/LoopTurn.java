package io.kiln.templates.cfn;

import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One turn of a loop: the body with an item put in, as <code>${Identifier}</code> as it is, as
 * {@code &{Identifier}} without all that is no letter or digit, and for {@code {Ref: Identifier}}.
 */
final class LoopTurn {

  private final String identifier;
  private final String verbatim;
  private final String plain;
  private final String item;
  private final String letters;

  LoopTurn(String identifier, String item) {
    this.identifier = identifier;
    this.verbatim = "${" + identifier + "}";
    this.plain = "&{" + identifier + "}";
    this.item = item;
    this.letters = item.replaceAll("[^A-Za-z0-9]", "");
  }

  Node.Mapping apply(Node.Mapping body) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
    body.entries()
        .forEach(
            (key, entry) -> {
              String put = text(key);
              entries.put(put, new Node.Entry(put, entry.keyAt(), node(entry.node())));
            });
    return new Node.Mapping(entries, body.at());
  }

  private Node node(Node node) {
    return switch (node) {
      case Node.Scalar(Value.Text(String text, Mark mark), String raw) ->
          new Node.Scalar(new Value.Text(text(text), mark), text(raw));
      case Node.Scalar scalar -> scalar;
      case Node.Sequence(List<Node> items, SourceSpan at) -> {
        List<Node> done = new ArrayList<>(items.size());
        items.forEach(each -> done.add(node(each)));
        yield new Node.Sequence(done, at);
      }
      case Node.Mapping map when refers(map) ->
          new Node.Scalar(new Value.Text(item, Mark.at(map.at())), item);
      case Node.Mapping map -> apply(map);
    };
  }

  private boolean refers(Node.Mapping map) {
    return map.entries().size() == 1
        && map.get("Ref").orElse(map) instanceof Node.Scalar(_, String name)
        && name.equals(identifier);
  }

  private String text(String text) {
    return text.indexOf('{') < 0 ? text : text.replace(verbatim, item).replace(plain, letters);
  }

  /** How many nodes there are in one. */
  static int size(Node node) {
    return switch (node) {
      case Node.Scalar _ -> 1;
      case Node.Sequence(List<Node> items, _) -> 1 + items.stream().mapToInt(LoopTurn::size).sum();
      case Node.Mapping map ->
          1 + map.entries().values().stream().mapToInt(entry -> size(entry.node())).sum();
    };
  }
}
