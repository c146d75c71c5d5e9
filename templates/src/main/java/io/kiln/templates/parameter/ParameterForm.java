package io.kiln.templates.parameter;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A parameter's type as its dialect has it: how its value is read, and what more is known of it.
 *
 * @param shown the name in answers of the API
 * @param type how a value is read
 * @param manner whose rules hold where they differ
 * @param kept the value given is the name of a kept setting, whose value is meant
 */
public record ParameterForm(String shown, ParameterType type, Manner manner, boolean kept) {

  /** Whose rules hold. */
  public enum Manner {
    /** True is the text {@code True}; items of a list stay as they are, blanks included. */
    HEAT,
    /**
     * True is the text {@code true}; blanks around items of a list go, and an empty text is a list
     * of one empty item, so that templates can look whether the first is empty.
     */
    AWS,
    /** As that, and the items of a list must be numbers. */
    AWS_NUMBERS
  }

  /** A type that needs no explanation. */
  public static ParameterForm of(ParameterType type) {
    return new ParameterForm(type.shown(), type, Manner.HEAT, false);
  }

  /** What stands for a default that is wrong, so that nothing else is said of it. */
  public static Value broken(SourceSpan at) {
    return new Value.Unknown(Set.of(Evaluation.REPAIR), Mark.at(at));
  }

  /**
   * A value as this; unknown ones stay as they are.
   *
   * @throws Mistake saying why it cannot be
   */
  public Value convert(Value given) {
    return switch (manner) {
      case HEAT -> type.convert(given);
      case AWS, AWS_NUMBERS -> asInAws(given);
    };
  }

  /** One of the values that a template allows, as values are compared with it. */
  public Value allowed(Value given) {
    boolean texts = type == ParameterType.STRING || type == ParameterType.COMMA_DELIMITED_LIST;
    return manner == Manner.HEAT || !texts ? given : scalar(given);
  }

  private Value asInAws(Value given) {
    return switch (type) {
      case STRING -> type.convert(scalar(given));
      case COMMA_DELIMITED_LIST -> list(scalar(given));
      case NUMBER, JSON, BOOLEAN -> type.convert(given);
    };
  }

  private static Value scalar(Value given) {
    return switch (given) {
      case Value.Bool(boolean truth, Mark mark) -> new Value.Text(Boolean.toString(truth), mark);
      case Value.Num _ -> ParameterType.STRING.convert(given);
      case Value.Null _, Value.Text _, Value.ListOf _, Value.MapOf _, Value.Unknown _ -> given;
    };
  }

  private Value list(Value given) {
    if (manner == Manner.AWS && given instanceof Value.Text(String text, _) && text.isEmpty()) {
      return new Value.ListOf(List.of(given), given.mark());
    }
    Value converted = type.convert(given);
    if (!(converted instanceof Value.ListOf(List<Value> all, Mark mark))) {
      return converted;
    }
    List<Value> done = new ArrayList<>(all.size());
    for (Value item : all) {
      if (item instanceof Value.Text text) {
        var trimmed = new Value.Text(text.value().strip(), text.mark());
        if (manner == Manner.AWS_NUMBERS) {
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
