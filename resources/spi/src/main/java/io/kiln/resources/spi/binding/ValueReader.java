package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Dynamic;
import io.kiln.resources.spi.Sensitive;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads values into records. The language has converted what the schema describes; inside of what
 * it lets through as it is, numbers and truth values become text where text is wanted, and nulls
 * are dropped from lists and maps.
 */
final class ValueReader {

  private ValueReader() {}

  /** A record from a map; keys that the record does not have are ignored. */
  static Object readRecord(RecordShape shape, Value.MapOf from, String path) {
    @Nullable Object[] arguments = new @Nullable Object[shape.fields().size()];
    for (int i = 0; i < arguments.length; i++) {
      Field field = shape.fields().get(i);
      arguments[i] =
          field.has(Dynamic.class)
              ? unnamed(shape, from)
              : readField(field, from, path.isEmpty() ? field.name() : path + "." + field.name());
    }
    return shape.make(arguments, path);
  }

  private static Map<String, Value> unnamed(RecordShape shape, Value.MapOf from) {
    Map<String, Value> rest = new LinkedHashMap<>(from.entries());
    shape.named().forEach(field -> rest.remove(field.name()));
    return Collections.unmodifiableMap(rest);
  }

  private static Object readField(Field field, Value.MapOf from, String path) {
    Value given = from.get(field.name());
    if (given instanceof Value.Null) {
      if (field.defaultValue().isPresent()) {
        return read(field.shape(), field.defaultValue().get(), path);
      }
      return switch (field.shape()) {
        case Shape.Maybe _ -> Optional.empty();
        case Shape.Raw(Class<?> kind) when kind == Value.class -> given;
        default -> throw new UnboundValueException(path, "a value is required");
      };
    }
    return read(field.shape(), field.has(Sensitive.class) ? Secrecy.hide(given) : given, path);
  }

  private static Object read(Shape shape, Value value, String path) {
    if (value instanceof Value.Unknown unknown) {
      throw new IllegalStateException(path + " is used before it is known: " + unknown);
    }
    return switch (shape) {
      case Shape.Text _ -> text(value, path);
      case Shape.Whole(boolean isInt) -> whole(number(value, path), isInt, path);
      case Shape.Amount _ -> number(value, path);
      case Shape.Truth _ -> truth(value, path);
      case Shape.Seconds _ -> seconds(number(value, path), path);
      case Shape.Raw(Class<?> kind) -> raw(kind, value, path);
      case Shape.Maybe(Shape inner) ->
          value instanceof Value.Null ? Optional.empty() : Optional.of(read(inner, value, path));
      case Shape.Items(Shape item) -> items(item, value, path);
      case Shape.Entries(Shape inner) -> entries(inner, value, path);
      case Shape.Nested(RecordShape nested) -> {
        if (value instanceof Value.MapOf map) {
          yield readRecord(nested, map, path);
        }
        throw misfit(path, "a map", value);
      }
    };
  }

  private static String text(Value value, String path) {
    return switch (value) {
      case Value.Text(String text, _) -> text;
      case Value.Num(BigDecimal number, _) -> number.toPlainString();
      case Value.Bool(boolean truth, _) -> Boolean.toString(truth);
      case Value.ListOf list -> Json.write(list);
      case Value.MapOf map -> Json.write(map);
      case Value.Null _, Value.Unknown _ -> throw misfit(path, "a text", value);
    };
  }

  private static BigDecimal number(Value value, String path) {
    if (value instanceof Value.Num(BigDecimal number, _)) {
      return number;
    }
    if (value instanceof Value.Text(String text, _)) {
      try {
        return new BigDecimal(text.strip());
      } catch (NumberFormatException e) {
        throw new UnboundValueException(path, "expected a number, got another text", e);
      }
    }
    throw misfit(path, "a number", value);
  }

  private static Object whole(BigDecimal number, boolean isInt, String path) {
    try {
      long exact = number.longValueExact();
      return isInt ? (Object) Math.toIntExact(exact) : (Object) exact;
    } catch (ArithmeticException e) {
      throw new UnboundValueException(path, "expected a whole number in range", e);
    }
  }

  private static boolean truth(Value value, String path) {
    if (value instanceof Value.Bool(boolean truth, _)) {
      return truth;
    }
    if (value instanceof Value.Text(String text, _)
        && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
      return Boolean.parseBoolean(text);
    }
    throw misfit(path, "true or false", value);
  }

  private static Duration seconds(BigDecimal number, String path) {
    try {
      return Duration.ofNanos(
          number.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
    } catch (ArithmeticException e) {
      throw new UnboundValueException(path, "expected a number of seconds in range", e);
    }
  }

  private static Value raw(Class<?> kind, Value value, String path) {
    if (kind.isInstance(value)) {
      return value;
    }
    if (kind == Value.Text.class) {
      return new Value.Text(text(value, path), value.mark());
    }
    throw misfit(path, kind == Value.MapOf.class ? "a map" : "a list", value);
  }

  private static List<Object> items(Shape item, Value value, String path) {
    if (!(value instanceof Value.ListOf(List<Value> given, _))) {
      throw misfit(path, "a list", value);
    }
    List<Object> items = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      if (!(given.get(i) instanceof Value.Null)) {
        items.add(read(item, given.get(i), path + "." + i));
      }
    }
    return List.copyOf(items);
  }

  private static Map<String, Object> entries(Shape inner, Value value, String path) {
    if (!(value instanceof Value.MapOf(SequencedMap<String, Value> given, _))) {
      throw misfit(path, "a map", value);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    given.forEach(
        (key, entry) -> {
          if (!(entry instanceof Value.Null)) {
            entries.put(key, read(inner, entry, path + "." + key));
          }
        });
    return Collections.unmodifiableMap(entries);
  }

  private static UnboundValueException misfit(String path, String wanted, Value value) {
    String got =
        switch (value) {
          case Value.Null _ -> "nothing";
          case Value.Bool _ -> "a truth value";
          case Value.Num _ -> "a number";
          case Value.Text _ -> "a text";
          case Value.ListOf _ -> "a list";
          case Value.MapOf _ -> "a map";
          case Value.Unknown _ -> "a value that is not known yet";
        };
    return new UnboundValueException(path, "expected " + wanted + ", got " + got);
  }
}
