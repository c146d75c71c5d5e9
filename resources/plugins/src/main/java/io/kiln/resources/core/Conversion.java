package io.kiln.resources.core;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** Conversions between the types that Heat's parameters have. */
final class Conversion {

  // What oslo's bool_from_string takes, which Heat relies on.
  private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");
  private static final Set<String> FALSE = Set.of("0", "f", "false", "off", "n", "no");

  private Conversion() {}

  /**
   * The value as a parameter type, with the mark it had.
   *
   * @throws IllegalArgumentException when it has no such form; the message hides the value
   */
  static Value to(String type, Value value) {
    Mark mark = value.mark().with(value.sensitive());
    return switch (type) {
      case "string" -> new Value.Text(text(value), mark);
      case "number" -> new Value.Num(number(value), mark);
      case "boolean" -> new Value.Bool(truth(value), mark);
      case "comma_delimited_list" -> list(value, mark);
      case "json" -> json(value, mark);
      default -> throw new IllegalArgumentException("there is no type " + type);
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> text;
      case Value.Num(BigDecimal number, _) -> number.toPlainString();
      case Value.Bool(boolean truth, _) -> truth ? "True" : "False";
      case Value.Null _ -> "";
      case Value.ListOf _, Value.MapOf _ -> Json.write(value);
      case Value.Unknown _ -> throw new IllegalArgumentException("it is not known yet");
    };
  }

  private static BigDecimal number(Value value) {
    if (value instanceof Value.Num(BigDecimal number, _)) {
      return number;
    }
    try {
      return new BigDecimal(text(value).strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected something that reads as a number", e);
    }
  }

  private static boolean truth(Value value) {
    if (value instanceof Value.Bool(boolean truth, _)) {
      return truth;
    }
    String word = text(value).strip().toLowerCase(Locale.ROOT);
    if (!TRUE.contains(word) && !FALSE.contains(word)) {
      throw new IllegalArgumentException("expected something that reads as true or false");
    }
    return TRUE.contains(word);
  }

  private static Value list(Value value, Mark mark) {
    if (value instanceof Value.ListOf) {
      return value;
    }
    if (value instanceof Value.Text(String text, _)) {
      return new Value.ListOf(
          text.isEmpty()
              ? java.util.List.of()
              : Arrays.stream(text.split(",", -1))
                  .<Value>map(item -> new Value.Text(item.strip(), mark))
                  .toList(),
          mark);
    }
    throw new IllegalArgumentException("expected a list or a text with commas");
  }

  private static Value json(Value value, Mark mark) {
    return switch (value) {
      case Value.MapOf _, Value.ListOf _ -> value;
      case Value.Text(String text, _) -> {
        try {
          yield Json.parse(text).marked(mark);
        } catch (JacksonException e) {
          // Without its cause: Jackson's message quotes the text, which may be a secret.
          throw new IllegalArgumentException("expected a text that reads as JSON");
        }
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ ->
          throw new IllegalArgumentException("expected a map, a list or a text that reads as JSON");
    };
  }
}
