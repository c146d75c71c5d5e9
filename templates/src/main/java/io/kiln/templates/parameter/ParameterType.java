package io.kiln.templates.parameter;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.function.PythonText;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** The types of parameters, and what each makes of a value. */
public enum ParameterType {
  STRING("String"),
  NUMBER("Number"),
  COMMA_DELIMITED_LIST("CommaDelimitedList"),
  JSON("Json"),
  BOOLEAN("Boolean");

  private static final Set<String> TRUE = Set.of("t", "true", "on", "y", "yes", "1");
  private static final Set<String> FALSE = Set.of("f", "false", "off", "n", "no", "0");

  /** Python, and with it Heat, refuses longer numbers. */
  private static final int LONGEST_NUMBER = 4_300;

  private final String shown;

  ParameterType(String shown) {
    this.shown = shown;
  }

  /** The name in answers of the API, which is CloudFormation's. */
  public String shown() {
    return shown;
  }

  /** The name in a template. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of this name. */
  public static Optional<ParameterType> of(String written) {
    return Arrays.stream(values()).filter(type -> type.written().equals(written)).findFirst();
  }

  /** What a property of a provider template of this parameter type takes. */
  public SchemaType schemaType() {
    return switch (this) {
      case STRING -> SchemaType.STRING;
      case NUMBER -> SchemaType.NUMBER;
      case COMMA_DELIMITED_LIST -> SchemaType.LIST;
      case JSON -> SchemaType.MAP;
      case BOOLEAN -> SchemaType.BOOLEAN;
    };
  }

  /**
   * A value as this type; unknown ones stay as they are.
   *
   * @throws Mistake saying why it cannot be
   */
  public Value convert(Value given) {
    if (given instanceof Value.Unknown) {
      return given;
    }
    return switch (this) {
      case STRING -> text(given);
      case NUMBER -> number(given);
      case COMMA_DELIMITED_LIST -> list(given);
      case JSON -> json(given);
      case BOOLEAN -> bool(given);
    };
  }

  private static Value text(Value given) {
    return switch (given) {
      case Value.Text _ -> given;
      case Value.Bool _, Value.Num _ -> new Value.Text(PythonText.of(given), given.mark());
      case Value.ListOf _, Value.MapOf _ when given.known() ->
          new Value.Text(PythonText.json(given), given.mark().with(given.sensitive()));
      case Value.ListOf _, Value.MapOf _, Value.Unknown _ -> given;
      case Value.Null _ -> new Value.Text("", given.mark());
    };
  }

  private static Value number(Value given) {
    return switch (given) {
      case Value.Num _ -> given;
      case Value.Text text -> new Value.Num(parse(text), given.mark());
      case Value.Bool(boolean truth, _) ->
          new Value.Num(truth ? BigDecimal.ONE : BigDecimal.ZERO, given.mark());
      case Value.Null _, Value.ListOf _, Value.MapOf _, Value.Unknown _ ->
          throw new Mistake("%s is not a number".formatted(given));
    };
  }

  /**
   * A text as Python's {@code int} or {@code float} reads it.
   *
   * @throws Mistake when it is none; does not show a secret
   */
  public static BigDecimal parse(Value.Text text) {
    try {
      return parse(text.value());
    } catch (Mistake wrong) {
      throw text.sensitive()
          ? new Mistake("could not convert string to float: '%s'".formatted(Value.MASK))
          : wrong;
    }
  }

  /**
   * A text as Python's {@code int} or {@code float} reads it.
   *
   * @throws Mistake when it is none
   */
  public static BigDecimal parse(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST_NUMBER) {
      throw new Mistake(
          "a number of %d digits is too long: at most %d are allowed"
              .formatted(stripped.length(), LONGEST_NUMBER));
    }
    if (stripped.matches("[-+]?[0-9]+")) {
      return new BigDecimal(stripped);
    }
    if (stripped.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
      double real = Double.parseDouble(stripped);
      if (Double.isFinite(real)) {
        BigDecimal exact = BigDecimal.valueOf(real);
        return exact.scale() > 0 ? exact : exact.setScale(1);
      }
    }
    throw new Mistake("could not convert string to float: '%s'".formatted(text));
  }

  private static Value list(Value given) {
    return switch (given) {
      case Value.Text(String text, _) -> {
        List<Value> items = new ArrayList<>();
        if (!text.isEmpty()) {
          for (String item : text.split(",", -1)) {
            items.add(new Value.Text(item, given.mark()));
          }
        }
        yield new Value.ListOf(items, given.mark());
      }
      case Value.ListOf(List<Value> items, _) -> {
        List<Value> texts = new ArrayList<>(items.size());
        items.forEach(
            item ->
                texts.add(
                    item instanceof Value.Null
                        ? new Value.Text(PythonText.of(item), item.mark())
                        : text(item)));
        yield new Value.ListOf(texts, given.mark());
      }
      case Value.Null _ -> new Value.ListOf(List.of(), given.mark());
      case Value.Bool _, Value.Num _, Value.MapOf _, Value.Unknown _ ->
          throw new Mistake("Value must be a comma-delimited list string: %s".formatted(given));
    };
  }

  private static Value json(Value given) {
    return switch (given) {
      case Value.ListOf _, Value.MapOf _ -> given;
      case Value.Text(String text, _) -> {
        if (text.isEmpty()) {
          yield given; // Heat reads no JSON where there is nothing to read, and passes it on
        }
        try {
          yield Json.parse(text, given.mark());
        } catch (JacksonException broken) {
          throw new Mistake(
              "Value must be valid JSON: %s"
                  .formatted(given.sensitive() ? Value.MASK : plain(broken)));
        }
      }
      case Value.Null _ -> new Value.MapOf(Value.MapOf.EMPTY.entries(), given.mark());
      case Value.Bool _, Value.Num _, Value.Unknown _ ->
          throw new Mistake("Value must be valid JSON: %s".formatted(given));
    };
  }

  /** The parser's message without its remarks on where the text came from. */
  private static String plain(JacksonException broken) {
    String message = broken.getOriginalMessage();
    if (message == null) {
      return "it is not";
    }
    int remark = message.indexOf(" (start marker");
    return remark < 0 ? message : message.substring(0, remark);
  }

  private static Value bool(Value given) {
    String text = PythonText.of(given).toLowerCase(Locale.ROOT).strip();
    if (given instanceof Value.Bool) {
      return given;
    }
    if (TRUE.contains(text)) {
      return new Value.Bool(true, given.mark());
    }
    if (FALSE.contains(text)) {
      return new Value.Bool(false, given.mark());
    }
    throw new Mistake(
        ("Unrecognized value '%s', acceptable values are: '0', '1', 'f', 'false', 'n', 'no', "
                + "'off', 'on', 't', 'true', 'y', 'yes'")
            .formatted(given));
  }
}
