package io.kiln.templates.yaql;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** A parsed YAQL expression. */
sealed interface YaqlExpr {

  /** A constant; a bare word is the constant of its own name. */
  record Constant(Value value, boolean word) implements YaqlExpr {}

  /** {@code $}, {@code $1}, {@code $name}; the name without its dollar sign. */
  record Variable(String name) implements YaqlExpr {}

  /** A function, or a method when there is a receiver. */
  record Call(Optional<YaqlExpr> receiver, boolean nullSafe, String name, List<Argument> arguments)
      implements YaqlExpr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code receiver.name}. */
  record Attribute(YaqlExpr receiver, boolean nullSafe, String name) implements YaqlExpr {}

  /** {@code receiver[index]}. */
  record Index(YaqlExpr receiver, YaqlExpr index) implements YaqlExpr {}

  /** {@code [a, b]}. */
  record ListOf(List<Argument> items) implements YaqlExpr {
    public ListOf {
      items = List.copyOf(items);
    }
  }

  /** {@code {a => b}}. */
  record MapOf(List<Argument> entries) implements YaqlExpr {
    public MapOf {
      entries = List.copyOf(entries);
    }
  }

  /** {@code not a}, {@code -a}. */
  record Unary(String operator, YaqlExpr operand) implements YaqlExpr {}

  /** {@code a + b} and the like. */
  record Binary(String operator, YaqlExpr left, YaqlExpr right) implements YaqlExpr {}

  /** An argument; with a key it is {@code key => value}. */
  record Argument(Optional<YaqlExpr> key, YaqlExpr value) {}
}
