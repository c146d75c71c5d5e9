package io.kiln.templates.compile;

import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.Template;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a registry puts a template in the place of a type that exists, whoever uses the type must
 * not notice: the template takes what the type takes and gives what the type gives. The messages
 * are Heat's ({@code TemplateResource._validate_against_facade}).
 */
final class FacadeCheck {

  private final DeclaredResource resource;
  private final SourceSpan mapped;
  private final Template template;
  private final Findings findings;

  /**
   * Checks one use of a template.
   *
   * @param mapped where the registry chose it
   */
  FacadeCheck(DeclaredResource resource, SourceSpan mapped, Template template, Findings findings) {
    this.resource = resource;
    this.mapped = mapped;
    this.template = template;
    this.findings = findings;
  }

  /** Compares the type that was asked for with the template in its place. */
  void compare(ResourceSchema facade, ResourceSchema provider) {
    facade
        .properties()
        .values()
        .forEach(wanted -> property(wanted, provider.properties().get(wanted.name())));
    if (!facade.anyProperty()) {
      provider.properties().values().stream()
          .filter(PropertySchema::required)
          .filter(needed -> !facade.properties().containsKey(needed.name()))
          .forEach(
              needed ->
                  mistake(
                      "Provider requires property %s unknown in facade %s"
                          .formatted(needed.name(), resource.type()),
                      declared(needed.name())));
    }
    facade.attributes().keySet().stream()
        .filter(attribute -> !provider.attributes().containsKey(attribute))
        .forEach(
            attribute ->
                mistake(
                    "Attribute %s for facade %s missing in provider"
                        .formatted(attribute, resource.type()),
                    mapped));
  }

  private void property(PropertySchema wanted, @Nullable PropertySchema given) {
    if (given == null) {
      if (wanted.required() && wanted.defaultValue().isEmpty()) {
        mistake(
            "Required property %s for facade %s missing in provider"
                .formatted(wanted.name(), resource.type()),
            mapped);
      }
    } else if (!alike(wanted.type(), given.type())) {
      mistake(
          "Property %s type mismatch between facade %s (%s) and provider (%s)"
              .formatted(
                  wanted.name(), resource.type(), written(wanted.type()), written(given.type())),
          declared(wanted.name()));
    }
  }

  /** Parameters know numbers only; what takes anything has no counterpart among them at all. */
  private static boolean alike(SchemaType wanted, SchemaType given) {
    return wanted == given
        || wanted == SchemaType.ANY
        || (wanted == SchemaType.INTEGER && given == SchemaType.NUMBER);
  }

  private static String written(SchemaType type) {
    String name = type.name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private SourceSpan declared(String parameter) {
    ParameterDefinition definition = template.parameters().get(parameter);
    return definition == null ? mapped : definition.at();
  }

  private void mistake(String message, SourceSpan at) {
    findings.error("facade-mismatch", message, "resources.%s.type".formatted(resource.name()), at);
  }
}
