package io.kiln.resources.spi.binding;

import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Value;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The closed set of Java types that a component of a bound record may have. */
sealed interface Shape {

  /** {@link String}. */
  record Text() implements Shape {}

  /** {@code int} or {@code long}. */
  record Whole(boolean isInt) implements Shape {}

  /** {@link BigDecimal}. */
  record Amount() implements Shape {}

  /** {@code boolean}. */
  record Truth() implements Shape {}

  /** {@link Duration}, in seconds. */
  record Seconds() implements Shape {}

  /** {@link Value} or one of its kinds, marks and all. */
  record Raw(Class<?> kind) implements Shape {}

  /** {@link Optional}. */
  record Maybe(Shape inner) implements Shape {}

  /** {@link List}. */
  record Items(Shape item) implements Shape {}

  /** {@link Map} with text keys. */
  record Entries(Shape value) implements Shape {}

  /** Another record. */
  record Nested(RecordShape shape) implements Shape {}

  /** How the language names it. */
  default SchemaType schemaType() {
    return switch (this) {
      case Text _ -> SchemaType.STRING;
      case Whole _ -> SchemaType.INTEGER;
      case Amount _, Seconds _ -> SchemaType.NUMBER;
      case Truth _ -> SchemaType.BOOLEAN;
      case Items _ -> SchemaType.LIST;
      case Entries _, Nested _ -> SchemaType.MAP;
      case Maybe(Shape inner) -> inner.schemaType();
      case Raw(Class<?> kind) -> rawType(kind);
    };
  }

  private static SchemaType rawType(Class<?> kind) {
    if (kind == Value.Text.class) {
      return SchemaType.STRING;
    }
    if (kind == Value.ListOf.class) {
      return SchemaType.LIST;
    }
    return kind == Value.MapOf.class ? SchemaType.MAP : SchemaType.ANY;
  }

  /**
   * The shape of a Java type.
   *
   * @throws IllegalArgumentException when a record must not have a component of this type
   */
  static Shape of(Type type) {
    return switch (type) {
      case ParameterizedType generic -> ofGeneric(generic);
      case Class<?> plain -> ofClass(plain);
      default -> throw new IllegalArgumentException("a component cannot be bound to " + type);
    };
  }

  private static Shape ofGeneric(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return new Maybe(of(arguments[0]));
    }
    if (type.getRawType() == List.class) {
      return new Items(of(arguments[0]));
    }
    if (type.getRawType() == Map.class && arguments[0] == String.class) {
      return new Entries(of(arguments[1]));
    }
    throw new IllegalArgumentException("a component cannot be bound to " + type);
  }

  private static Shape ofClass(Class<?> type) {
    if (type == String.class) {
      return new Text();
    }
    if (type == int.class || type == Integer.class) {
      return new Whole(true);
    }
    if (type == long.class || type == Long.class) {
      return new Whole(false);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Truth();
    }
    if (type == BigDecimal.class) {
      return new Amount();
    }
    if (type == Duration.class) {
      return new Seconds();
    }
    if (type == Value.class
        || type == Value.Text.class
        || type == Value.ListOf.class
        || type == Value.MapOf.class) {
      return new Raw(type);
    }
    if (type.isRecord()) {
      return new Nested(RecordShape.of(type));
    }
    throw new IllegalArgumentException("a component cannot be bound to " + type.getName());
  }
}
