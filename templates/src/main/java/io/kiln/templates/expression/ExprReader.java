package io.kiln.templates.expression;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Finds the functions in a text: a map with one key that names a function is a call. */
public final class ExprReader {

  private final Vocabulary vocabulary;
  private final Map<String, Function> functions;
  private final Findings findings;
  private final String path;

  private ExprReader(
      Vocabulary vocabulary, Map<String, Function> functions, Findings findings, String path) {
    this.vocabulary = vocabulary;
    this.functions = functions;
    this.findings = findings;
    this.path = path;
  }

  /** Reads values. */
  public static ExprReader values(Vocabulary vocabulary, Findings findings, String path) {
    return new ExprReader(vocabulary, vocabulary.values(), findings, path);
  }

  /** Reads conditions. */
  public static ExprReader conditions(Vocabulary vocabulary, Findings findings, String path) {
    return new ExprReader(vocabulary, vocabulary.conditions(), findings, path);
  }

  /** The same reader for a condition within a value. */
  public ExprReader conditions() {
    return new ExprReader(vocabulary, vocabulary.conditions(), findings, path);
  }

  /** Where this is in the model. */
  public String path() {
    return path;
  }

  /** Where findings go. */
  public Findings findings() {
    return findings;
  }

  /** Which functions there are. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** A node as an expression. */
  public Expr value(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> new Expr.Literal(scalar.value());
      case Node.Sequence(List<Node> items, SourceSpan at) -> list(items, at);
      case Node.Mapping(SequencedMap<String, Node.Entry> entries, SourceSpan at) ->
          entries.size() == 1 ? single(entries.firstEntry().getValue(), at) : map(entries, at);
    };
  }

  private Expr single(Node.Entry entry, SourceSpan at) {
    Function function = functions.get(entry.key());
    if (function != null) {
      return new Expr.Call(function, function.argument(entry.node(), this), at);
    }
    Optional<Vocabulary.Remark> remark =
        vocabulary.values().containsKey(entry.key()) && functions.equals(vocabulary.conditions())
            ? Optional.of(Vocabulary.Remark.misplaced(entry.key()))
            : vocabulary.remark(entry.key());
    remark.ifPresent(found -> remark(found, entry));
    if (remark.filter(found -> found.severity() == Diagnostic.Severity.ERROR).isPresent()) {
      return broken(at);
    }
    SequencedMap<String, Node.Entry> alone = new LinkedHashMap<>();
    alone.put(entry.key(), entry);
    return map(alone, at);
  }

  /** What stands for a part that was found wrong, so that nothing more is said of it. */
  public static Expr broken(SourceSpan at) {
    return new Expr.Literal(new Value.Unknown(Set.of(Evaluation.REPAIR), Mark.at(at)));
  }

  private void remark(Vocabulary.Remark remark, Node.Entry entry) {
    findings.add(
        new Diagnostic(
            remark.severity(),
            remark.code(),
            remark.message(),
            path,
            entry.keyAt(),
            remark.hint()));
  }

  private Expr list(List<Node> items, SourceSpan at) {
    List<Expr> read = new ArrayList<>(items.size());
    boolean literal = true;
    for (Node item : items) {
      Expr expr = value(item);
      literal &= expr instanceof Expr.Literal;
      read.add(expr);
    }
    if (!literal) {
      return new Expr.ListOf(read, at);
    }
    List<Value> values = new ArrayList<>(read.size());
    read.forEach(expr -> values.add(((Expr.Literal) expr).value()));
    return new Expr.Literal(new Value.ListOf(values, Mark.at(at)));
  }

  private Expr map(SequencedMap<String, Node.Entry> entries, SourceSpan at) {
    SequencedMap<String, Expr> read = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach((key, entry) -> read.put(key, value(entry.node())));
    if (!read.values().stream().allMatch(Expr.Literal.class::isInstance)) {
      return new Expr.MapOf(read, at);
    }
    SequencedMap<String, Value> values = LinkedHashMap.newLinkedHashMap(read.size());
    read.forEach((key, expr) -> values.put(key, ((Expr.Literal) expr).value()));
    return new Expr.Literal(new Value.MapOf(values, Mark.at(at)));
  }
}
