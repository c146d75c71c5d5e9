package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.Absent;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * {@code {Fn::FindInMap: [map, key, second key]}}; with the language extensions a fourth part,
 * {@code {DefaultValue: value}}, is the value when there is no such entry.
 */
final class FindInMap implements Function {

  private static final String DEFAULT = "DefaultValue";
  private static final List<String> PARTS = List.of("map name", "first key", "second key");

  private final Extensions extensions;

  FindInMap(Extensions extensions) {
    this.extensions = extensions;
  }

  @Override
  public String name() {
    return "Fn::FindInMap";
  }

  @Override
  public String summary() {
    return "A value of the Mappings section, by the map's name and two keys.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    if (!(node instanceof Node.Sequence(List<Node> parts, var at))) {
      return reader.value(node);
    }
    List<Expr> read = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      if (i < PARTS.size()) {
        extensions.only(
            List.of("Ref", "Fn::FindInMap"),
            parts.get(i),
            "The %s of Fn::FindInMap".formatted(PARTS.get(i)),
            reader);
        read.add(reader.value(parts.get(i)));
      } else if (i == PARTS.size() && parts.size() == i + 1) {
        read.add(standard(parts.get(i), reader).orElse(ExprReader.broken(parts.get(i).at())));
      } else {
        read.add(reader.value(parts.get(i)));
      }
    }
    return new Expr.ListOf(read, at);
  }

  /** What the fourth part holds. */
  private Optional<Expr> standard(Node node, ExprReader reader) {
    if (!extensions.allowed()) {
      Extensions.refuse("Fn::FindInMap has no default value of its own.", node.at(), reader);
      return Optional.empty();
    }
    Optional<Node> inner =
        node instanceof Node.Mapping map && map.entries().size() == 1
            ? map.get(DEFAULT)
            : Optional.empty();
    if (inner.isEmpty()) {
      reader
          .findings()
          .error(
              "invalid-argument",
              "The fourth part of \"Fn::FindInMap\" must be of the form {DefaultValue: value}",
              reader.path(),
              node.at());
    }
    return inner.map(reader::value);
  }

  @Override
  public Value call(Expr.Call call, Evaluation evaluation) {
    var site = new CallSite(call, evaluation);
    if (!(call.argument() instanceof Expr.ListOf(List<Expr> parts, _))
        || parts.size() < 3
        || parts.size() > 4) {
      throw new Mistake(
          "Arguments to \"Fn::FindInMap\" must be of the form [map, key, second key]");
    }
    List<Value> keys = parts.subList(0, 3).stream().map(evaluation::value).toList();
    Optional<Value> open = site.unknown(keys);
    if (open.isPresent()) {
      return open.get();
    }
    try {
      Value found = found(keys, site);
      return found.marked(site.mark(keys.toArray(Value[]::new)));
    } catch (Mistake mistake) {
      if (parts.size() == 4) {
        Value standard = evaluation.partial(parts.get(3));
        // That there was nothing tells something of the keys.
        return keys.stream().anyMatch(Value::sensitive) && !Absent.is(standard)
            ? Value.secret(standard)
            : standard;
      }
      throw keys.stream().anyMatch(Value::sensitive) ? site.discreet(mistake) : mistake;
    }
  }

  private static Value found(List<Value> keys, CallSite site) {
    String map = CfnText.of(keys.getFirst(), "The map name", site);
    String first = CfnText.of(keys.get(1), "The first key", site);
    String second = CfnText.of(keys.get(2), "The second key", site);
    String asked = "%s::%s::%s".formatted(map, first, second);
    Value.MapOf table =
        site.scope().mapping(map).orElseThrow(() -> missing(asked, map, site.scope().mappings()));
    if (!(table.entries().get(first) instanceof Value.MapOf row)) {
      throw missing(asked, first, table.entries().keySet());
    }
    Value found = row.entries().get(second);
    if (found == null) {
      throw missing(asked, second, row.entries().keySet());
    }
    return found;
  }

  private static Mistake missing(String asked, String name, Collection<String> known) {
    return new Mistake(
        "unknown-mapping",
        "Unable to get mapping for %s: there is no \"%s\".".formatted(asked, name),
        Suggestion.hint(name, known));
  }
}
