package io.kiln.templates.function;

import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Walks into a value by keys and indexes, as {@code get_param} and {@code get_attr} do. */
final class Paths {

  private Paths() {}

  /**
   * What the path leads to: a secret when a value on the way or a step is one, even where it leads
   * nowhere.
   *
   * @param textIndexes whether a text such as {@code "0"} may index a list
   * @param nowhere what to give when a step leads nowhere
   * @return unknown when a value on the way is
   */
  static Value walk(Value from, List<Value> path, boolean textIndexes, Value nowhere) {
    Value here = from;
    boolean sensitive = path.stream().anyMatch(Value::sensitive);
    for (Value step : path) {
      sensitive |= here.mark().sensitive();
      Optional<Value> next =
          switch (here) {
            case Value.Unknown _ -> Optional.of(here);
            case Value.MapOf(SequencedMap<String, Value> entries, _) ->
                Optional.ofNullable(entries.get(PythonText.of(step)));
            case Value.ListOf(List<Value> items, _) -> item(items, step, textIndexes);
            case Value.Text(String text, Mark mark) -> character(text, mark, step, textIndexes);
            case Value.Null _, Value.Bool _, Value.Num _ -> Optional.empty();
          };
      if (next.isEmpty()) {
        return sensitive ? Value.secret(nowhere) : nowhere;
      }
      here = next.get();
    }
    return sensitive ? here.marked(new Mark(here.mark().at(), true)) : here;
  }

  private static Optional<Value> item(List<Value> items, Value step, boolean textIndexes) {
    return place(step, textIndexes, items.size()).map(items::get);
  }

  /** To Python a text is a sequence of characters. */
  private static Optional<Value> character(
      String text, Mark mark, Value step, boolean textIndexes) {
    return place(step, textIndexes, text.codePointCount(0, text.length()))
        .map(
            at -> {
              int start = text.offsetByCodePoints(0, at);
              return new Value.Text(text.substring(start, text.offsetByCodePoints(start, 1)), mark);
            });
  }

  /** A place counted from the front, or from the back when negative. */
  private static Optional<Integer> place(Value step, boolean textIndexes, int size) {
    return index(step, textIndexes)
        .map(at -> at < 0 ? at + size : at)
        .filter(at -> at >= 0 && at < size);
  }

  private static Optional<Integer> index(Value step, boolean textIndexes) {
    return switch (step) {
      case Value.Num(var number, _) when number.scale() <= 0 && number.precision() < 10 ->
          Optional.of(number.intValue());
      case Value.Text(String text, _) when textIndexes -> PythonInt.ofText(text);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _ -> Optional.empty();
      case Value.ListOf _, Value.MapOf _, Value.Unknown _ -> Optional.empty();
    };
  }
}
