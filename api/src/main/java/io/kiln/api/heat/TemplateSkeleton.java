package io.kiln.api.heat;

import io.kiln.api.http.Shown;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider template for a type, to be filled in: a parameter for each property, one resource that
 * uses them all, an output for each attribute.
 */
final class TemplateSkeleton {

  private TemplateSkeleton() {}

  static Map<String, Object> hot(ResourceSchema schema) {
    String name = name(schema);
    Map<String, Object> parameters = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    schema
        .offeredProperties()
        .forEach(
            (key, property) -> {
              parameters.put(key, hotParameter(property));
              properties.put(key, Map.of("get_param", key));
            });
    Map<String, Object> outputs = new LinkedHashMap<>();
    schema
        .everyAttribute()
        .forEach(
            (key, attribute) ->
                outputs.put(
                    key,
                    output(
                        "value", "get_attr", name, key, attribute.description(), "description")));
    outputs.put("OS::stack_id", Map.of("value", Map.of("get_resource", name)));
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("heat_template_version", "2016-10-14");
    template.put("description", "Initial template of " + name);
    template.put("parameters", parameters);
    template.put(
        "resources", Map.of(name, Map.of("type", schema.type(), "properties", properties)));
    template.put("outputs", outputs);
    return template;
  }

  static Map<String, Object> cfn(ResourceSchema schema) {
    String name = name(schema);
    Map<String, Object> parameters = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    schema
        .offeredProperties()
        .forEach(
            (key, property) -> {
              parameters.put(key, cfnParameter(property));
              properties.put(key, cfnReference(property));
            });
    Map<String, Object> outputs = new LinkedHashMap<>();
    schema
        .everyAttribute()
        .forEach(
            (key, attribute) ->
                outputs.put(
                    key,
                    output(
                        "Value", "Fn::GetAtt", name, key, attribute.description(), "Description")));
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("HeatTemplateFormatVersion", "2012-12-12");
    template.put("Description", "Initial template of " + name);
    template.put("Parameters", parameters);
    template.put(
        "Resources", Map.of(name, Map.of("Type", schema.type(), "Properties", properties)));
    template.put("Outputs", outputs);
    return template;
  }

  private static Map<String, Object> output(
      String value,
      String function,
      String resource,
      String attribute,
      String description,
      String descriptionKey) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put(value, Map.of(function, List.of(resource, attribute)));
    output.put(descriptionKey, description);
    return output;
  }

  private static Map<String, Object> hotParameter(PropertySchema property) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put(
        "type",
        switch (property.type()) {
          case STRING, ANY -> "string";
          case INTEGER, NUMBER -> "number";
          case BOOLEAN -> "boolean";
          case LIST -> "comma_delimited_list";
          case MAP -> "json";
        });
    parameter.put("description", property.description());
    withDefault(parameter, "default", property);
    if (!property.constraints().isEmpty()) {
      parameter.put(
          "constraints", property.constraints().stream().map(SchemaView::constraint).toList());
    }
    if (property.sensitive()) {
      parameter.put("hidden", true);
    }
    return parameter;
  }

  private static Map<String, Object> cfnParameter(PropertySchema property) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put(
        "Type",
        switch (property.type()) {
          case STRING, ANY -> "String";
          case INTEGER, NUMBER -> "Number";
          case BOOLEAN -> "Boolean";
          case LIST -> "CommaDelimitedList";
          case MAP -> "Json";
        });
    parameter.put("Description", property.description());
    withDefault(parameter, "Default", property);
    for (Constraint constraint : property.constraints()) {
      parameter.putAll(constraint(constraint));
    }
    if (property.sensitive()) {
      parameter.put("NoEcho", "true");
    }
    return parameter;
  }

  /** A constraint's keys. */
  private static Map<String, Object> constraint(Constraint constraint) {
    Map<String, Object> keys = new LinkedHashMap<>();
    switch (constraint) {
      case Constraint.Length(var min, var max, _) -> {
        min.ifPresent(length -> keys.put("MinLength", length));
        max.ifPresent(length -> keys.put("MaxLength", length));
      }
      case Constraint.Range(var min, var max, _) -> {
        min.ifPresent(value -> keys.put("MinValue", value));
        max.ifPresent(value -> keys.put("MaxValue", value));
      }
      case Constraint.Modulo(long step, long offset, _) -> {
        keys.put("Step", step);
        keys.put("Offset", offset);
      }
      case Constraint.AllowedValues(var values, _) ->
          keys.put("AllowedValues", values.stream().map(Shown::masked).toList());
      case Constraint.AllowedPattern(String pattern, _, _) -> keys.put("AllowedPattern", pattern);
      case Constraint.Custom(String name, _) -> keys.put("CustomConstraint", name);
    }
    constraint.description().ifPresent(text -> keys.put("ConstraintDescription", text));
    return keys;
  }

  private static Map<String, Object> cfnReference(PropertySchema property) {
    Map<String, Object> reference = Map.of("Ref", property.name());
    return property.type() == SchemaType.LIST
        ? Map.of("Fn::Split", List.of(",", reference))
        : reference;
  }

  private static void withDefault(
      Map<String, Object> parameter, String key, PropertySchema property) {
    property.defaultValue().map(Shown::masked).ifPresent(value -> parameter.put(key, value));
  }

  /** The last part of a type's name: {@code OS::Heat::Value} makes a {@code Value}. */
  private static String name(ResourceSchema schema) {
    return schema.type().substring(schema.type().lastIndexOf(':') + 1);
  }
}
