package io.kiln.resources;

import static java.util.stream.Collectors.joining;

import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Json;
import java.util.Locale;
import java.util.TreeMap;

/** A schema as text for golden files: one line a property or attribute. */
public final class SchemaText {

  private final StringBuilder text = new StringBuilder();

  private SchemaText() {}

  public static String of(ResourceSchema schema) {
    SchemaText written = new SchemaText();
    written.line(0, schema.type() + ": " + schema.description());
    if (schema.anyProperty() || schema.anyAttribute()) {
      written.line(
          0, "any property " + schema.anyProperty() + ", any attribute " + schema.anyAttribute());
    }
    written.line(0, "properties");
    schema.properties().values().forEach(property -> written.property(1, property));
    written.line(0, "attributes");
    schema
        .attributes()
        .values()
        .forEach(
            attribute ->
                written.line(
                    1,
                    attribute.name()
                        + " "
                        + word(attribute.type())
                        + (attribute.stable() ? " stable" : "")
                        + (attribute.sensitive() ? " sensitive" : "")
                        + ": "
                        + attribute.description()));
    return written.text.toString();
  }

  private void property(int depth, PropertySchema property) {
    line(
        depth,
        property.name()
            + " "
            + word(property.type())
            + (property.required() ? " required" : "")
            + property.defaultValue().map(value -> " = " + Json.write(value)).orElse("")
            + (property.updatable() ? " updatable" : "")
            + (property.immutable() ? " immutable" : "")
            + (property.sensitive() ? " sensitive" : "")
            + (property.obsolete() ? " obsolete" : "")
            + property.constraints().stream()
                .map(SchemaText::constraint)
                .map(each -> " [" + each + "]")
                .collect(joining())
            + (property.description().isEmpty() ? "" : ": " + property.description()));
    if (property.type() == SchemaType.MAP || property.children().containsKey("*")) {
      new TreeMap<>(property.children())
          .values().stream()
              .filter(child -> !child.name().equals("*") || interesting(child))
              .forEach(child -> property(depth + 1, child));
    }
  }

  private static boolean interesting(PropertySchema item) {
    return !item.constraints().isEmpty() || !item.children().isEmpty();
  }

  private static String constraint(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Length length ->
          "length "
              + (length.min().isPresent() ? length.min().getAsLong() : "")
              + ".."
              + (length.max().isPresent() ? length.max().getAsLong() : "");
      case Constraint.Range range ->
          range.min().map(Object::toString).orElse("")
              + ".."
              + range.max().map(Object::toString).orElse("");
      case Constraint.Modulo modulo -> "modulo " + modulo.step() + " " + modulo.offset();
      case Constraint.AllowedValues allowed ->
          allowed.values().stream().map(Object::toString).collect(joining("|"));
      case Constraint.AllowedPattern pattern -> "/" + pattern.pattern() + "/";
      case Constraint.Custom custom -> "check " + custom.name();
    };
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  private static String word(Enum<?> type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
