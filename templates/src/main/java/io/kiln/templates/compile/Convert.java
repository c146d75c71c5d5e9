package io.kiln.templates.compile;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.function.PythonText;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Turns property values into what their schema wants, as far as Heat would. */
final class Convert {

  private Convert() {}

  /**
   * A known value that is not null as this type.
   *
   * @throws Mistake saying why it cannot be
   */
  static Value to(SchemaType type, Value value) {
    return switch (type) {
      case STRING -> string(value);
      case INTEGER -> integer(value);
      case NUMBER -> number(value);
      case BOOLEAN -> bool(value);
      case LIST -> list(value);
      case MAP -> map(value);
      case ANY -> value;
    };
  }

  /** What an explicit null means inside a list or map. */
  static Value empty(SchemaType type, Value at) {
    Value empty =
        switch (type) {
          case STRING -> Value.text("");
          case INTEGER, NUMBER -> Value.number(0);
          case BOOLEAN -> Value.bool(false);
          case LIST -> Value.list(List.of());
          case MAP -> new Value.MapOf(new LinkedHashMap<>(), at.mark());
          case ANY -> at;
        };
    return empty.marked(at.mark());
  }

  private static Value string(Value value) {
    return switch (value) {
      case Value.Text _, Value.Unknown _ -> value;
      case Value.Bool _ -> new Value.Text(PythonText.of(value), value.mark());
      case Value.Num(BigDecimal number, _) when number.scale() <= 0 ->
          new Value.Text(PythonText.of(value), value.mark());
      case Value.Null _, Value.Num _, Value.ListOf _, Value.MapOf _ ->
          throw new Mistake("Value must be a string; got %s".formatted(shown(value)));
    };
  }

  private static Value integer(Value value) {
    return switch (value) {
      case Value.Unknown _ -> value;
      case Value.Num(BigDecimal number, _) ->
          new Value.Num(number.setScale(0, RoundingMode.DOWN), value.mark());
      case Value.Bool(boolean truth, _) ->
          new Value.Num(truth ? BigDecimal.ONE : BigDecimal.ZERO, value.mark());
      case Value.Text(String text, _) when text.strip().matches("[-+]?[0-9]{1,4300}") ->
          new Value.Num(new BigDecimal(text.strip()), value.mark());
      case Value.Null _, Value.Text _, Value.ListOf _, Value.MapOf _ ->
          throw new Mistake("Value '%s' is not an integer".formatted(shown(value)));
    };
  }

  private static Value number(Value value) {
    return switch (value) {
      case Value.Num _, Value.Unknown _ -> value;
      case Value.Text text -> new Value.Num(ParameterType.parse(text), value.mark());
      case Value.Bool(boolean truth, _) ->
          new Value.Num(truth ? BigDecimal.ONE : BigDecimal.ZERO, value.mark());
      case Value.Null _, Value.ListOf _, Value.MapOf _ ->
          throw new Mistake("Value '%s' is not a number".formatted(shown(value)));
    };
  }

  private static Value bool(Value value) {
    if (value instanceof Value.Bool || value instanceof Value.Unknown) {
      return value;
    }
    if (value instanceof Value.Text(String text, _)) {
      String folded = text.toLowerCase(Locale.ROOT);
      if (folded.equals("true") || folded.equals("false")) {
        return new Value.Bool(folded.equals("true"), value.mark());
      }
    }
    throw new Mistake("\"%s\" is not a valid boolean".formatted(shown(value)));
  }

  private static Value list(Value value) {
    if (value instanceof Value.ListOf || value instanceof Value.Unknown) {
      return value;
    }
    throw new Mistake("\"%s\" is not a list".formatted(shown(value)));
  }

  private static Value map(Value value) {
    if (value instanceof Value.MapOf || value instanceof Value.Unknown) {
      return value;
    }
    throw new Mistake("\"%s\" is not a map".formatted(shown(value)));
  }

  /** A value in a message: short, and masked when it is secret. */
  static String shown(Value value) {
    int longest = 200;
    String text = value.sensitive() ? Value.MASK : value.toString();
    return text.length() > longest ? text.substring(0, longest) + "…" : text;
  }
}
