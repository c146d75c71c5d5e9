package io.kiln.templates.jsonschema;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Heat's own template format as a JSON Schema: every version, every function, every resource type
 * that is known. Other types are let through, because environments and files add types.
 */
public final class TemplateForm {

  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final TypeCatalog catalog;
  private final TypeForms types;

  private TemplateForm(TypeCatalog catalog) {
    this.catalog = catalog;
    this.types = new TypeForms(catalog, false);
  }

  /** The schema of a template that may use these types. */
  public static Value.MapOf of(TypeCatalog catalog) {
    return new TemplateForm(catalog).template();
  }

  private Value.MapOf template() {
    Keys sections =
        Keys.of("heat_template_version", version())
            .and("description", text("What the template makes; the first thing people read."))
            .and(
                "parameter_groups",
                Keys.type("array", "null").and("items", Keys.ref("group")).value())
            .and("parameters", named("parameter", "What whoever uses the template may choose."))
            .and("conditions", named("condition", "Truths that parts of the template depend on."))
            .and("resources", resources())
            .and("outputs", named("output", "What others may know of the stack."));
    return Keys.of("$schema", DIALECT)
        .and("title", "Heat Orchestration Template")
        .and("type", "object")
        .and("required", Keys.texts(List.of("heat_template_version")))
        .and("properties", sections.value())
        .closed()
        .and("$defs", definitions())
        .value();
  }

  private static Value version() {
    return Keys.of(
            "enum",
            Keys.texts(
                Arrays.stream(HotVersion.values())
                    .flatMap(
                        version ->
                            Stream.of(version.date(), version.name().toLowerCase(Locale.ROOT)))
                    .toList()))
        .described("The version of the language; it decides which functions there are.")
        .value();
  }

  private static Value named(String definition, String description) {
    return Keys.type("object", "null")
        .described(description)
        .and("additionalProperties", Keys.ref(definition))
        .value();
  }

  private static Value resources() {
    return Keys.type("object", "null")
        .described("What the stack is made of, by name.")
        .and("propertyNames", Keys.of("pattern", "^[^/]+$").value())
        .and("additionalProperties", Keys.ref("resource"))
        .value();
  }

  private Value definitions() {
    Keys all =
        Keys.of("function", FunctionForm.values())
            .and("conditionFunction", FunctionForm.conditions())
            .and("condition", condition())
            .and("group", group())
            .and("parameter", ParameterForm.parameter())
            .and("constraint", ParameterForm.constraint())
            .and("output", output())
            .and("resource", resource());
    types.define(all);
    return all.value();
  }

  private static Value condition() {
    return Keys.anyOf(
        Keys.type("boolean", "string", "null").value(), Keys.ref("conditionFunction"));
  }

  private static Value group() {
    return Keys.type("object")
        .and("required", Keys.texts(List.of("parameters")))
        .and(
            "properties",
            Keys.of("label", text("What forms call the group."))
                .and("description", text("What the parameters are about."))
                .and("parameters", Keys.type("array").and("items", scalar()).value())
                .value())
        .closed()
        .value();
  }

  private static Value output() {
    return Keys.type("object")
        .and("required", Keys.texts(List.of("value")))
        .and(
            "properties",
            Keys.of("description", text("What the value is."))
                .and("value", Keys.ANYTHING)
                .and("condition", Keys.ref("condition"))
                .value())
        .closed()
        .value();
  }

  private Value resource() {
    Keys keys =
        Keys.of(
                "type",
                Keys.type("string")
                    .described("A resource type, or the file of a template to use as one.")
                    .and("examples", Keys.texts(catalog.types()))
                    .value())
            .and("properties", Keys.type("object", "null").value())
            .and("metadata", Keys.ANYTHING)
            .and("depends_on", dependsOn())
            .and(
                "update_policy",
                Keys.type("object", "null").described("How a group is updated.").value())
            .and("deletion_policy", deletionPolicy())
            .and("description", text("What the resource is for."))
            .and(
                "external_id",
                Keys.empty().described("The physical id of what exists already.").value())
            .and("condition", Keys.ref("condition"));
    return Keys.type("object")
        .and("required", Keys.texts(List.of("type")))
        .and("properties", keys.value())
        .closed()
        .and("allOf", types.chosen("type", "properties", Optional.of("external_id")))
        .value();
  }

  private static Value dependsOn() {
    return Keys.of(
            "anyOf",
            Value.list(
                List.of(scalar(), Keys.type("array", "null").and("items", scalar()).value())))
        .described("Resources that must be there first, although nothing refers to them.")
        .value();
  }

  private static Value deletionPolicy() {
    return Keys.of(
            "anyOf",
            Value.list(
                List.of(
                    Keys.oneOfTexts(
                        Stream.of("delete", "retain", "snapshot", "Delete", "Retain", "Snapshot")),
                    Keys.ref("function"),
                    Keys.type("null").value())))
        .described("What becomes of the real thing when the resource goes.")
        .value();
  }

  static Value text(String description) {
    return Keys.type("string", "number", "boolean", "null").described(description).value();
  }

  static Value scalar() {
    return Keys.type("string", "number", "boolean").value();
  }

  static Value parameterTypes() {
    return Keys.oneOfTexts(Arrays.stream(ParameterType.values()).map(ParameterType::written));
  }
}
