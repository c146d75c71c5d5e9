package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Value;
import io.kiln.templates.yaql.YaqlExpr.Argument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What one call is given, evaluated when it is asked for; a receiver counts as the first. */
final class Arguments {

  private final Interpreter interpreter;
  private final String name;
  private final Optional<Datum> receiver;
  private final List<Argument> positional = new ArrayList<>();
  private final List<Argument> keyed = new ArrayList<>();
  private final Context context;

  Arguments(
      Interpreter interpreter,
      String name,
      Optional<Datum> receiver,
      List<Argument> arguments,
      Context context) {
    this.interpreter = interpreter;
    this.name = name;
    this.receiver = receiver;
    this.context = context;
    for (Argument argument : arguments) {
      (argument.key().isPresent() ? keyed : positional).add(argument);
    }
  }

  Interpreter interpreter() {
    return interpreter;
  }

  Context context() {
    return context;
  }

  List<Argument> keyed() {
    return keyed;
  }

  /** How many there are, the receiver included, those with keys not. */
  int size() {
    return positional.size() + receiverSize();
  }

  private int receiverSize() {
    return receiver.isPresent() ? 1 : 0;
  }

  boolean has(int index) {
    return index < size();
  }

  /** Whether there is an argument at this place or under this key. */
  boolean has(int index, String key) {
    return has(index) || expression(index, key).isPresent();
  }

  private YaqlExpr expression(int index) {
    if (index < receiverSize() || index >= size()) {
      throw new Mistake("yaql: \"%s\" needs more arguments".formatted(name));
    }
    return positional.get(index - receiverSize()).value();
  }

  private Optional<YaqlExpr> expression(int index, String key) {
    if (index < size()) {
      return Optional.of(expression(index));
    }
    return keyed.stream()
        .filter(argument -> argument.key().filter(one -> isWord(one, key)).isPresent())
        .map(Argument::value)
        .findFirst();
  }

  private static boolean isWord(YaqlExpr expr, String word) {
    return expr instanceof YaqlExpr.Constant(Value.Text(String text, _), boolean bare)
        && bare
        && text.equals(word);
  }

  /** Whether the argument is written as null. */
  boolean isNull(int index) {
    return expression(index) instanceof YaqlExpr.Constant(Value.Null _, _);
  }

  Datum datum(int index) {
    return index == 0 && receiver.isPresent()
        ? receiver.get()
        : interpreter.evaluate(expression(index), context);
  }

  Value value(int index) {
    return interpreter.value(datum(index));
  }

  /** The argument at a place or under a key. */
  Optional<Value> value(int index, String key) {
    return expression(index, key)
        .map(expr -> interpreter.value(interpreter.evaluate(expr, context)));
  }

  /** Calls the argument as a function. */
  Datum call(int index, Datum... with) {
    return interpreter.lambda(expression(index), context, List.of(with));
  }

  /** The argument as a function of one value. */
  Value call(int index, Value with) {
    return interpreter.value(call(index, new Datum.Of(with)));
  }

  /** The argument as a sequence. */
  Iterable<Value> sequence(int index) {
    return sequence(datum(index));
  }

  Iterable<Value> sequence(Datum datum) {
    return switch (datum) {
      case Datum.Flow(Iterable<Value> items) -> items;
      case Datum.Of(Value.ListOf(List<Value> items, _)) -> items;
      case Datum.Of(Value.MapOf map) ->
          map.entries().keySet().stream().<Value>map(Value::text).toList();
      case Datum.Of _, Datum.Regex _, Datum.Scope _ -> throw wrong("a collection");
    };
  }

  List<Value> list(int index) {
    return interpreter.list(sequence(index));
  }

  SequencedMap<String, Value> map(int index) {
    if (value(index) instanceof Value.MapOf(SequencedMap<String, Value> entries, _)) {
      return entries;
    }
    throw wrong("a map");
  }

  String text(int index) {
    if (value(index) instanceof Value.Text(String text, _)) {
      return text;
    }
    throw wrong("a string");
  }

  int integer(int index) {
    if (value(index) instanceof Value.Num(BigDecimal number, _)
        && number.scale() <= 0
        && number.precision() < 10) {
      return number.intValue();
    }
    throw wrong("a whole number");
  }

  Mistake wrong(String wanted) {
    return new Mistake("yaql: \"%s\" wants %s".formatted(name, wanted));
  }
}
