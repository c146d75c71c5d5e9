package io.kiln.templates.compile;

import io.kiln.templates.document.DeclaredOutput;
import io.kiln.templates.document.Template;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A template as a resource type: its parameters are the properties, its outputs the attributes
 * (Heat's {@code TemplateResource.get_schemas}).
 */
public final class ProviderSchema {

  private ProviderSchema() {}

  /**
   * The type that a template is.
   *
   * @param given parameters that have a value without being given one as a property: those among an
   *     environment's {@code parameter_defaults}
   */
  public static ResourceSchema of(Template template, Collection<String> given) {
    SequencedMap<String, PropertySchema> properties = new LinkedHashMap<>();
    for (ParameterDefinition parameter : template.parameters().values()) {
      properties.put(
          parameter.name(),
          PropertySchema.of(parameter.name(), parameter.type().schemaType())
              .description(parameter.description())
              .required(parameter.defaultValue().isEmpty() && !given.contains(parameter.name()))
              .defaultValue(parameter.defaultValue())
              .updatable(true)
              .immutable(parameter.immutable())
              .sensitive(parameter.hidden())
              .constraints(parameter.constraints())
              .build());
    }
    SequencedMap<String, AttributeSchema> attributes = new LinkedHashMap<>();
    for (DeclaredOutput output : template.outputs().values()) {
      attributes.put(
          output.name(),
          new AttributeSchema(output.name(), SchemaType.ANY, output.description(), false, false));
    }
    return new ResourceSchema(
        template.name(), template.description(), properties, attributes, false, false);
  }
}
