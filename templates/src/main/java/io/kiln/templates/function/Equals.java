package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** {@code {equals: [a, b]}}: deep equality as Python has it, so that true equals 1. */
final class Equals implements ValueFunction {

  @Override
  public String name() {
    return "equals";
  }

  @Override
  public String summary() {
    return "A function for comparing whether two values are equal.";
  }

  @Override
  public Availability availability() {
    return Availability.conditions(HotVersion.NEWTON);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> sides = site.list(argument, "[value_1, value_2]");
    if (sides.size() != 2) {
      throw new Mistake("Arguments to \"equals\" must be of the form: [value_1, value_2]");
    }
    return site.unknown(sides)
        .orElseGet(() -> new Value.Bool(equal(sides.get(0), sides.get(1)), site.mark(argument)));
  }

  /** Python's equality of two known values. */
  static boolean equal(Value one, Value other) {
    return switch (one) {
      case Value.Null _ -> other instanceof Value.Null;
      case Value.Text(String text, _) ->
          other instanceof Value.Text(String that, _) && text.equals(that);
      case Value.Bool(boolean truth, _) -> number(truth ? BigDecimal.ONE : BigDecimal.ZERO, other);
      case Value.Num(BigDecimal number, _) -> number(number, other);
      case Value.ListOf(List<Value> items, _) ->
          other instanceof Value.ListOf(List<Value> those, _) && lists(items, those);
      case Value.MapOf(SequencedMap<String, Value> entries, _) ->
          other instanceof Value.MapOf(SequencedMap<String, Value> those, _)
              && maps(entries, those);
      case Value.Unknown _ -> one.equals(other);
    };
  }

  private static boolean number(BigDecimal number, Value other) {
    return switch (other) {
      case Value.Bool(boolean truth, _) ->
          number.compareTo(truth ? BigDecimal.ONE : BigDecimal.ZERO) == 0;
      case Value.Num(BigDecimal that, _) -> number.compareTo(that) == 0;
      case Value.Null _, Value.Text _, Value.ListOf _, Value.MapOf _, Value.Unknown _ -> false;
    };
  }

  private static boolean lists(List<Value> one, List<Value> other) {
    Iterator<Value> those = other.iterator();
    return one.size() == other.size() && one.stream().allMatch(item -> equal(item, those.next()));
  }

  private static boolean maps(Map<String, Value> one, Map<String, Value> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(
                entry -> {
                  Value that = other.get(entry.getKey());
                  return that != null && equal(entry.getValue(), that);
                });
  }
}
