package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueLimits;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import io.kiln.templates.yaql.YaqlExpr.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongConsumer;

/** Evaluates expressions; every step and every item costs of the budget. */
final class Interpreter {

  /** What a step or an item costs, in characters of the evaluation's budget. */
  private static final int STEP = 8;

  /** What an item that is kept costs besides: a hundred bytes of memory. */
  private static final int KEPT = 24;

  private final ValueLimits limits;
  private final LongConsumer spend;
  private long steps;
  private long made;

  Interpreter(ValueLimits limits, LongConsumer spend) {
    this.limits = limits;
    this.spend = spend;
  }

  /** The result for the data, whole: sequences have become lists. */
  Value run(YaqlExpr expr, Value data) {
    var root = new Datum.Of(data);
    return shallow(value(evaluate(expr, new Context(Map.of("1", root), Optional.empty()))));
  }

  /** The value, which must not be nested so deep that walking it would end the stack. */
  static Value shallow(Value value) {
    if (value.deeperThan(Value.DEEPEST)) {
      throw new Mistake("yaql: the value is nested too deep");
    }
    return value;
  }

  /** Counts a step. */
  void step() {
    steps++;
    if (steps > limits.yaqlSteps()) {
      throw new Mistake(
          "yaql-too-long",
          "The expression takes more than %d steps.".formatted(limits.yaqlSteps()),
          Optional.of("let the expression look at less data, or raise the server's limit"));
    }
    spend.accept(STEP);
  }

  /** Counts what something is about to grow to. */
  void grow(long characters) {
    made += characters;
    if (made > limits.yaqlMemory()) {
      throw new Mistake(
          "value-too-large",
          "The expression makes more than %d characters on its way.".formatted(limits.yaqlMemory()),
          Optional.empty());
    }
    spend.accept(characters);
  }

  Datum evaluate(YaqlExpr expr, Context context) {
    step();
    Datum result = plainly(expr, context);
    if (result instanceof Datum.Of(Value value)
        && (expr instanceof YaqlExpr.Call || expr instanceof YaqlExpr.Binary)) {
      grow(size(value));
    }
    return result;
  }

  /** What a new value costs, its parts having been counted when they were made. */
  static long size(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> text.length();
      case Value.ListOf(List<Value> items, _) -> (long) STEP * items.size();
      case Value.MapOf map -> 2L * STEP * map.entries().size();
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ -> 0;
    };
  }

  private Datum plainly(YaqlExpr expr, Context context) {
    return switch (expr) {
      case YaqlExpr.Constant(Value value, _) -> new Datum.Of(value);
      case YaqlExpr.Variable(String name) ->
          context.get(name).orElse(new Datum.Of(Value.nothing()));
      case YaqlExpr.ListOf(List<Argument> items) -> {
        List<Value> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(value(evaluate(item.value(), context))));
        yield new Datum.Of(Value.list(values));
      }
      case YaqlExpr.MapOf(List<Argument> entries) ->
          new Datum.Of(new Value.MapOf(map(entries, context), Mark.NONE));
      case YaqlExpr.Attribute(YaqlExpr receiver, boolean safe, String name) ->
          attribute(evaluate(receiver, context), safe, name);
      case YaqlExpr.Index(YaqlExpr receiver, YaqlExpr index) ->
          Operators.index(this, evaluate(receiver, context), index, context);
      case YaqlExpr.Unary(String operator, YaqlExpr operand) ->
          Operators.unary(operator, value(evaluate(operand, context)));
      case YaqlExpr.Binary(String operator, YaqlExpr left, YaqlExpr right) ->
          Operators.binary(this, operator, left, right, context);
      case YaqlExpr.Call call -> call(call, context);
    };
  }

  private Datum call(YaqlExpr.Call call, Context context) {
    Optional<Datum> receiver = call.receiver().map(expr -> evaluate(expr, context));
    if (call.nullSafe()
        && receiver.isPresent()
        && receiver.get() instanceof Datum.Of(Value.Null _)) {
      return receiver.get();
    }
    Builtin builtin = Library.BUILTINS.get(call.name());
    if (builtin == null) {
      throw new Mistake(
          "invalid-yaql",
          "Unknown function \"%s\" in the expression%s"
              .formatted(
                  call.name(),
                  Library.ABSENT.contains(call.name())
                      ? "; a template has no clock, no chance and no functions of its own"
                      : ""),
          Suggestion.hint(call.name(), Library.BUILTINS.keySet()));
    }
    return builtin.apply(new Arguments(this, call.name(), receiver, call.arguments(), context));
  }

  /** A function with what it was given to call. */
  Datum lambda(YaqlExpr body, Context context, List<Datum> arguments) {
    Map<String, Datum> variables = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      variables.put(Integer.toString(i + 1), arguments.get(i));
    }
    return evaluate(body, context.with(variables));
  }

  private SequencedMap<String, Value> map(List<Argument> entries, Context context) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Argument entry : entries) {
      YaqlExpr key =
          entry.key().orElseThrow(() -> new Mistake("A map in yaql is written {key => value}"));
      values.put(
          Operators.text(value(evaluate(key, context))), value(evaluate(entry.value(), context)));
    }
    return values;
  }

  /** A key of a map; of a sequence, the key of each of its items. */
  private Datum attribute(Datum receiver, boolean safe, String name) {
    return switch (receiver) {
      case Datum.Of(Value.Null _) when safe -> receiver;
      case Datum.Of(Value.MapOf map) -> {
        Value found = map.entries().get(name);
        if (found == null) {
          throw new Mistake("yaql: there is no key \"%s\" in the map".formatted(name));
        }
        yield new Datum.Of(found);
      }
      case Datum.Of(Value.ListOf(List<Value> items, _)) -> each(items, name);
      case Datum.Flow(Iterable<Value> items) -> each(items, name);
      case Datum.SetOf set -> each(set.items().values(), name);
      case Datum.Ordered ordered -> each(ordered.sorted(), name);
      case Datum.Of _, Datum.Regex _, Datum.Scope _ ->
          throw new Mistake("yaql: \"%s\" is asked of something that is no map".formatted(name));
    };
  }

  private Datum each(Iterable<Value> items, String name) {
    return new Datum.Flow(
        Flows.map(this, items, item -> value(attribute(new Datum.Of(item), false, name))));
  }

  /** A datum as a value: sequences are read to their end. */
  Value value(Datum datum) {
    return switch (datum) {
      case Datum.Of(Value value) -> value;
      case Datum.Flow(Iterable<Value> items) -> Value.list(list(items));
      case Datum.SetOf set -> Value.list(list(set.items().values()));
      case Datum.Ordered ordered -> Value.list(list(ordered.sorted()));
      case Datum.Regex(var pattern) -> Value.text(pattern.pattern());
      case Datum.Scope _ -> throw new Mistake("yaql: let(...) gives no value of its own");
    };
  }

  List<Value> list(Iterable<Value> items) {
    List<Value> all = new ArrayList<>();
    for (Value item : items) {
      step();
      grow(KEPT);
      all.add(item);
    }
    return all;
  }
}
