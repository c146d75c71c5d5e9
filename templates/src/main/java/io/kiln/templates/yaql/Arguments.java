package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.source.Suggestion;
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
  private final List<Optional<YaqlExpr>> positional = new ArrayList<>();
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
    receiver.ifPresent(_ -> positional.add(Optional.empty()));
    for (Argument argument : arguments) {
      if (argument.key().isEmpty()) {
        positional.add(Optional.of(argument.value()));
      } else {
        keyed.add(argument);
      }
    }
    Parameters.of(name).ifPresent(this::arrange);
  }

  /** Puts arguments with keys into their places. */
  private void arrange(Parameters parameters) {
    int given = positional.size();
    if (given > parameters.names().size() && !parameters.more()) {
      throw new Mistake(
          "yaql: \"%s\" takes %d arguments at most"
              .formatted(name, parameters.names().size() - (receiver.isPresent() ? 1 : 0)));
    }
    for (Argument argument : List.copyOf(keyed)) {
      Optional<Integer> place = word(argument).flatMap(key -> parameters.place(key, this::has));
      if (place.isPresent()) {
        while (positional.size() <= place.get()) {
          positional.add(Optional.empty());
        }
        positional.set(place.get(), Optional.of(argument.value()));
        keyed.remove(argument);
      } else if (!parameters.keys()) {
        throw new Mistake(
            "invalid-yaql",
            "yaql: \"%s\" has no parameter \"%s\"".formatted(name, word(argument).orElse("?")),
            Suggestion.hint(
                word(argument).orElse(""),
                parameters.names().stream().flatMap(List::stream).toList()));
      }
    }
  }

  /** The key of an argument when it is a bare word. */
  static Optional<String> word(Argument argument) {
    return argument
        .key()
        .filter(key -> key instanceof YaqlExpr.Constant(Value.Text _, boolean bare) && bare)
        .map(key -> ((Value.Text) ((YaqlExpr.Constant) key).value()).value());
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

  /** Whether it was called as a method. */
  boolean method() {
    return receiver.isPresent();
  }

  /** One more than the last place that is given, the receiver included. */
  int size() {
    return positional.size();
  }

  boolean has(int index) {
    return (index == 0 && receiver.isPresent())
        || (index < positional.size() && positional.get(index).isPresent());
  }

  private YaqlExpr expression(int index) {
    Optional<YaqlExpr> found = index < positional.size() ? positional.get(index) : Optional.empty();
    return found.orElseThrow(
        () -> new Mistake("yaql: \"%s\" needs more arguments".formatted(name)));
  }

  Datum datum(int index) {
    return index == 0 && receiver.isPresent()
        ? receiver.get()
        : interpreter.evaluate(expression(index), context);
  }

  Value value(int index) {
    return interpreter.value(datum(index));
  }

  /** The argument, if there is one. */
  Optional<Value> optional(int index) {
    return has(index) ? Optional.of(value(index)) : Optional.empty();
  }

  /** The value given under a key of the function's own. */
  Optional<Value> keyed(String key) {
    return keyed.stream()
        .filter(argument -> word(argument).filter(key::equals).isPresent())
        .map(argument -> interpreter.value(interpreter.evaluate(argument.value(), context)))
        .findFirst();
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
      case Datum.SetOf set -> set.items().values();
      case Datum.Ordered ordered -> ordered.sorted();
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

  /** The argument as a whole number, or what is usual. */
  int integer(int index, int usual) {
    return has(index) ? integer(index) : usual;
  }

  Mistake wrong(String wanted) {
    return new Mistake("yaql: \"%s\" wants %s".formatted(name, wanted));
  }
}
