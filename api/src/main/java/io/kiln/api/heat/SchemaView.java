package io.kiln.api.heat;

import io.kiln.api.http.Shown;
import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas of resource types in the form Heat gives them. */
final class SchemaView {

  private SchemaView() {}

  static Map<String, Object> properties(ResourceSchema schema) {
    Map<String, Object> all = new LinkedHashMap<>();
    schema.offeredProperties().forEach((name, property) -> all.put(name, property(property)));
    return all;
  }

  static Map<String, Object> attributes(ResourceSchema schema) {
    Map<String, Object> all = new LinkedHashMap<>();
    schema.everyAttribute().forEach((name, attribute) -> all.put(name, attribute(attribute)));
    return all;
  }

  private static Map<String, Object> attribute(AttributeSchema attribute) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("description", attribute.description());
    if (attribute.type() != SchemaType.ANY) {
      view.put("type", type(attribute.type()));
    }
    return view;
  }

  static Map<String, @Nullable Object> property(PropertySchema property) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("type", type(property.type()));
    view.put("description", property.description());
    view.put("required", property.required());
    view.put("update_allowed", property.updatable());
    view.put("immutable", property.immutable());
    property.defaultValue().ifPresent(value -> view.put("default", Shown.masked(value)));
    if (!property.constraints().isEmpty()) {
      view.put("constraints", property.constraints().stream().map(SchemaView::constraint).toList());
    }
    if (!property.children().isEmpty()) {
      Map<String, Object> children = new LinkedHashMap<>();
      property.children().forEach((name, child) -> children.put(name, property(child)));
      view.put("schema", children);
    }
    return view;
  }

  /** A constraint as a map with its kind for the key, as templates write it too. */
  static Map<String, @Nullable Object> constraint(Constraint constraint) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    switch (constraint) {
      case Constraint.Length(var min, var max, _) ->
          view.put(
              "length",
              bounds(
                  min.isPresent() ? min.getAsLong() : null,
                  max.isPresent() ? max.getAsLong() : null));
      case Constraint.Range(var min, var max, _) ->
          view.put("range", bounds(min.orElse(null), max.orElse(null)));
      case Constraint.Modulo(long step, long offset, _) ->
          view.put("modulo", Map.of("step", step, "offset", offset));
      case Constraint.AllowedValues(var values, _) ->
          view.put("allowed_values", values.stream().map(Shown::masked).toList());
      case Constraint.AllowedPattern(String pattern, _, _) -> view.put("allowed_pattern", pattern);
      case Constraint.Custom(String name, _) -> view.put("custom_constraint", name);
    }
    constraint.description().ifPresent(text -> view.put("description", text));
    return view;
  }

  private static Map<String, Object> bounds(@Nullable Object min, @Nullable Object max) {
    Map<String, Object> bounds = new LinkedHashMap<>();
    if (min != null) {
      bounds.put("min", min);
    }
    if (max != null) {
      bounds.put("max", max);
    }
    return bounds;
  }

  static String type(SchemaType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
