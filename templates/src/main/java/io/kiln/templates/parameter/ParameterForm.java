package io.kiln.templates.parameter;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter's type as its dialect has it: how its value is read, and what more is known of it.
 *
 * @param shown the name in answers of the API
 * @param type how a value is read
 * @param items what becomes of the items of a list
 * @param kept the value given is the name of a kept setting, whose value is meant
 */
public record ParameterForm(String shown, ParameterType type, Items items, boolean kept) {

  /** What becomes of the items of a list. */
  public enum Items {
    /** They stay as they are, blanks included, as in Heat. */
    AS_GIVEN,
    /** Blanks around them go, as in CloudFormation. */
    TRIMMED,
    /** They must be numbers. */
    NUMBERS
  }

  /** A type that needs no explanation. */
  public static ParameterForm of(ParameterType type) {
    return new ParameterForm(type.shown(), type, Items.AS_GIVEN, false);
  }

  /**
   * A value as this; unknown ones stay as they are.
   *
   * @throws Mistake saying why it cannot be
   */
  public Value convert(Value given) {
    Value converted = type.convert(given);
    if (items == Items.AS_GIVEN
        || !(converted instanceof Value.ListOf(List<Value> all, var mark))) {
      return converted;
    }
    List<Value> done = new ArrayList<>(all.size());
    for (Value item : all) {
      if (item instanceof Value.Text text) {
        var trimmed = new Value.Text(text.value().strip(), text.mark());
        if (items == Items.NUMBERS) {
          ParameterType.parse(trimmed);
        }
        done.add(trimmed);
      } else {
        done.add(item);
      }
    }
    return new Value.ListOf(done, mark);
  }
}
