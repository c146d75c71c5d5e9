package io.kiln.templates.jsonschema;

import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a property takes, as a schema: what Heat would convert is allowed, and in the place of every
 * value a function that gives it.
 */
final class PropertyForm {

  private PropertyForm() {}

  static Value of(PropertySchema property) {
    Keys schema = form(property);
    schema.described(described(property));
    property.defaultValue().filter(Value::known).ifPresent(value -> schema.and("default", value));
    if (property.obsolete()) {
      schema.and("deprecated", Value.bool(true));
    }
    return schema.value();
  }

  private static String described(PropertySchema property) {
    String replaced = property.updatable() ? "" : "A change means replacement.";
    String text = property.description();
    return text.isEmpty() || replaced.isEmpty() ? text + replaced : text + " " + replaced;
  }

  private static Keys form(PropertySchema property) {
    return switch (property.type()) {
      case ANY -> Keys.empty();
      case STRING ->
          orFunction(constrained(Keys.type("string", "integer", "boolean", "null"), property));
      case INTEGER, NUMBER ->
          orFunction(constrained(Keys.type("number", "string", "boolean", "null"), property));
      case BOOLEAN ->
          orFunction(
              Keys.of(
                  "anyOf",
                  Value.list(
                      List.of(
                          Keys.type("boolean", "null").value(),
                          Keys.of("pattern", "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$")
                              .and("type", "string")
                              .value()))));
      case LIST -> orFunction(list(property));
      case MAP -> map(property);
    };
  }

  private static Keys orFunction(Keys schema) {
    return Keys.of("anyOf", Value.list(List.of(schema.value(), Keys.ref("function"))));
  }

  private static Keys list(PropertySchema property) {
    Keys schema = Keys.type("array", "null");
    PropertySchema item = property.children().get("*");
    if (item != null) {
      schema.and("items", of(item));
    }
    return constrained(schema, property);
  }

  private static Keys map(PropertySchema property) {
    Map<String, PropertySchema> children = new TreeMap<>(property.children());
    PropertySchema each = children.remove("*");
    if (property.children().isEmpty()) {
      return constrained(Keys.type("object", "null"), property);
    }
    if (each != null) {
      return orFunction(Keys.type("object", "null").and("additionalProperties", of(each)));
    }
    Keys properties = Keys.empty();
    children.forEach((name, child) -> properties.and(name, of(child)));
    Keys schema = Keys.type("object", "null").and("properties", properties.value()).closed();
    List<String> required =
        children.values().stream()
            .filter(child -> child.required() && child.defaultValue().isEmpty())
            .map(PropertySchema::name)
            .toList();
    if (!required.isEmpty()) {
      schema.and("required", Keys.texts(required));
    }
    return orFunction(schema);
  }

  /** Constraints as far as JSON Schema has them; it applies each to values of its own kind only. */
  private static Keys constrained(Keys schema, PropertySchema property) {
    for (Constraint constraint : property.constraints()) {
      switch (constraint) {
        case Constraint.Length(OptionalLong min, OptionalLong max, _) -> {
          String what = property.type() == SchemaType.LIST ? "Items" : "Length";
          String kind = property.type() == SchemaType.MAP ? "Properties" : what;
          min.ifPresent(least -> schema.and("min" + kind, least));
          max.ifPresent(most -> schema.and("max" + kind, most));
        }
        case Constraint.Range(Optional<BigDecimal> min, Optional<BigDecimal> max, _) -> {
          min.ifPresent(least -> schema.and("minimum", number(least)));
          max.ifPresent(most -> schema.and("maximum", number(most)));
        }
        case Constraint.AllowedValues(List<Value> values, _) ->
            schema.and("enum", Value.list(values));
        case Constraint.AllowedPattern(String pattern, _, _) -> pattern(schema, pattern);
        case Constraint.Modulo _, Constraint.Custom _ -> {
          // JSON Schema cannot say it.
        }
      }
    }
    return schema;
  }

  private static Value number(BigDecimal number) {
    return new Value.Num(number, io.kiln.templates.value.Mark.NONE);
  }

  private static void pattern(Keys schema, String pattern) {
    if (!pattern.contains("\\A") && !pattern.contains("\\Z") && !pattern.contains("(?")) {
      schema.and("pattern", "^(?:" + pattern + ")$");
    }
  }
}
