package io.kiln.templates.expression;

import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

/** A value as the template writes it, before anything is resolved. Every part knows its place. */
public sealed interface Expr {

  SourceSpan at();

  /** A part without any function in it. */
  record Literal(Value value) implements Expr {
    @Override
    public SourceSpan at() {
      return value.mark().at();
    }
  }

  /** A list with a function somewhere in it. */
  record ListOf(List<Expr> items, SourceSpan at) implements Expr {
    public ListOf {
      items = List.copyOf(items);
    }
  }

  /** A map with a function somewhere in it. */
  record MapOf(SequencedMap<String, Expr> entries, SourceSpan at) implements Expr {
    public MapOf {
      entries = Collections.unmodifiableSequencedMap(entries);
    }
  }

  /** A function and what it is given. */
  record Call(Function function, Expr argument, SourceSpan at) implements Expr {}
}
