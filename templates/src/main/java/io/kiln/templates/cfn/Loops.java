package io.kiln.templates.cfn;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Writes out the loops of a section, {@code Fn::ForEach::Name: [Identifier, Collection, {key:
 * body}]}: they stand for as many entries as the collection has items. On the way it finds
 * functions that stand where none can.
 */
final class Loops {

  static final String PREFIX = "Fn::ForEach";

  /** Far more than a template's text can hold by itself, and less than a second's work. */
  private static final int MOST_NODES = 200_000;

  private final boolean extended;
  private final Vocabulary vocabulary;
  private final Collections collections;
  private final Findings findings;
  private int written;
  private boolean exceeded;
  private boolean open;
  private boolean failed;

  Loops(boolean extended, Vocabulary vocabulary, Collections collections, Findings findings) {
    this.extended = extended;
    this.vocabulary = vocabulary;
    this.collections = collections;
    this.findings = findings;
  }

  /** Tells what loops run over. */
  sealed interface Collections {

    /** The value of a collection; nothing when that is not known now. */
    Optional<Value> value(Expr collection, String path);
  }

  /** Knows nothing but what is written. */
  record Literal() implements Collections {
    @Override
    public Optional<Value> value(Expr collection, String path) {
      return collection instanceof Expr.Literal(Value value)
          ? Optional.of(value)
          : Optional.empty();
    }
  }

  /** Knows the parameters. */
  record Evaluated(Evaluation evaluation) implements Collections {
    @Override
    public Optional<Value> value(Expr collection, String path) {
      return Optional.of(evaluation.in(path).value(collection)).filter(Value::known);
    }
  }

  /** Whether some loop could not be written out. */
  boolean open() {
    return open;
  }

  /** Whether some loop is wrong, so that nobody knows the names it would have written. */
  boolean failed() {
    return failed;
  }

  /** A section of the template without loops. */
  Optional<Section> unrolled(Section top, String key) {
    return top.section(key)
        .map(section -> new Section((Node.Mapping) node(section.map(), key), key, findings));
  }

  private Node node(Node node, String path) {
    return switch (node) {
      case Node.Scalar scalar -> scalar;
      case Node.Sequence(List<Node> items, SourceSpan at) -> {
        List<Node> done = new ArrayList<>(items.size());
        items.forEach(item -> done.add(node(item, path)));
        yield new Node.Sequence(done, at);
      }
      case Node.Mapping(SequencedMap<String, Node.Entry> entries, SourceSpan at) -> {
        SequencedMap<String, Node.Entry> done = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((key, entry) -> entry(key, entry, entries.size(), path, done));
        yield new Node.Mapping(done, at);
      }
    };
  }

  private void entry(
      String key,
      Node.Entry entry,
      int siblings,
      String path,
      SequencedMap<String, Node.Entry> into) {
    String here = path + "." + key;
    if (key.startsWith(PREFIX)) {
      loop(entry, here, into);
    } else {
      if (siblings > 1 && vocabulary.values().containsKey(key) && key.startsWith("Fn::")) {
        findings.error(
            "function-beside-keys",
            "The function %s must be the only key of its map.".formatted(key),
            here,
            entry.keyAt());
      }
      add(new Node.Entry(key, entry.keyAt(), node(entry.node(), here)), here, into);
    }
  }

  private void add(Node.Entry entry, String path, SequencedMap<String, Node.Entry> into) {
    Node.Entry earlier = into.putIfAbsent(entry.key(), entry);
    if (earlier != null) {
      findings.add(
          Diagnostic.error(
                  "duplicate-key",
                  "Duplicate key \"%s\": it stands at %s already."
                      .formatted(entry.key(), earlier.keyAt()),
                  path,
                  entry.keyAt())
              .withHint("put the loop's identifier into the key: ${Identifier} or &{Identifier}"));
    }
  }

  private void loop(Node.Entry entry, String path, SequencedMap<String, Node.Entry> into) {
    if (!extended) {
      failed = true;
      findings.add(
          Diagnostic.error(
                  "needs-transform",
                  "Loops are one of the language extensions.",
                  path,
                  entry.keyAt())
              .withHint("add \"Transform: AWS::LanguageExtensions\" to the template"));
      return;
    }
    if (!entry.key().matches(PREFIX + "::[A-Za-z0-9]{1,255}")) {
      wrong(
          "A loop's key must be Fn::ForEach:: and a name of letters and digits.",
          path,
          entry.keyAt());
    }
    if (!(entry.node() instanceof Node.Sequence(List<Node> parts, _))
        || parts.size() != 3
        || !(parts.getFirst() instanceof Node.Scalar(Value.Text(String identifier, _), _))
        || !(parts.get(2) instanceof Node.Mapping body)) {
      wrong(
          "A loop must be of the form [Identifier, [item, ...], {key: value}].",
          path,
          entry.node().at());
      return;
    }
    Optional<List<String>> items = items(parts.get(1), path);
    if (items.isEmpty()) {
      return;
    }
    for (String item : items.get()) {
      Node.Mapping turn = new LoopTurn(identifier, item).apply(body);
      written += LoopTurn.size(turn);
      if (written > MOST_NODES) {
        if (!exceeded) {
          exceeded = true;
          wrong(
              "The loop writes out more than %d nodes.".formatted(MOST_NODES), path, entry.keyAt());
        }
        return;
      }
      turn.entries().forEach((key, each) -> entry(key, each, turn.entries().size(), path, into));
    }
  }

  /** What the loop runs over; nothing when that is wrong or not known. */
  private Optional<List<String>> items(Node node, String path) {
    Expr collection = ExprReader.conditions(vocabulary, findings, path).value(node);
    int before = findings.errors();
    Optional<Value> value = collections.value(collection, path);
    if (value.isEmpty()) {
      boolean wrong = findings.errors() > before;
      open |= !wrong;
      failed |= wrong;
      return Optional.empty();
    }
    if (value.get() instanceof Value.ListOf(List<Value> all, _)
        && all.stream().noneMatch(one -> text(one).isEmpty())) {
      if (value.get().sensitive()) {
        wrong("A loop cannot run over hidden values: they would show in names.", path, node.at());
        return Optional.empty();
      }
      return Optional.of(all.stream().flatMap(one -> text(one).stream()).toList());
    }
    wrong("A loop must run over a list of strings.", path, node.at());
    return Optional.empty();
  }

  private static Optional<String> text(Value item) {
    return switch (item) {
      case Value.Text(String text, _) -> Optional.of(text);
      case Value.Num _, Value.Bool _ -> Optional.of(item.toString());
      case Value.Null _, Value.ListOf _, Value.MapOf _, Value.Unknown _ -> Optional.empty();
    };
  }

  private void wrong(String message, String path, SourceSpan at) {
    failed = true;
    findings.error("invalid-loop", message, path, at);
  }
}
