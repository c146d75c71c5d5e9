package io.kiln.templates.lint;

import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.SchemaType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of value a place takes, as far as it is known.
 *
 * @param type the kind; {@link SchemaType#ANY} when nothing is known
 * @param children what stands below, by key; {@code *} for the items of a list
 */
record Wanted(SchemaType type, Map<String, PropertySchema> children) {

  static final Wanted ANYTHING = new Wanted(SchemaType.ANY, Map.of());
  static final Wanted TRUTH = new Wanted(SchemaType.BOOLEAN, Map.of());
  static final Wanted NUMBER = new Wanted(SchemaType.NUMBER, Map.of());

  static Wanted by(PropertySchema schema) {
    return new Wanted(schema.type(), schema.children());
  }

  /** By the type of a parameter, in whatever dialect it is written. */
  static Wanted byParameterType(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "boolean" -> TRUTH;
      case "number" -> NUMBER;
      case "string" -> new Wanted(SchemaType.STRING, Map.of());
      default -> ANYTHING;
    };
  }

  /** What stands under a key, or in a list. */
  Wanted below(String key) {
    return Optional.ofNullable(children.get(key))
        .or(() -> Optional.ofNullable(children.get("*")))
        .map(Wanted::by)
        .orElse(ANYTHING);
  }

  boolean truth() {
    return type == SchemaType.BOOLEAN;
  }

  boolean number() {
    return type == SchemaType.NUMBER || type == SchemaType.INTEGER;
  }
}
