package io.kiln.templates.jsonschema;

import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CloudFormation templates as a JSON Schema, Heat's and Amazon's, functions in their long form: an
 * editor reads short tags as if they were not there.
 */
public final class CloudFormationForm {

  private static final String LOOP = "^Fn::ForEach::";

  private final TypeForms types;
  private final TypeCatalog catalog;

  private CloudFormationForm(TypeCatalog catalog) {
    this.catalog = catalog;
    this.types = new TypeForms(catalog, true);
  }

  /** The schema of a template that may use these types. */
  public static Value.MapOf of(TypeCatalog catalog) {
    return new CloudFormationForm(catalog).template();
  }

  private Value.MapOf template() {
    Keys sections =
        Keys.of("AWSTemplateFormatVersion", Keys.oneOfTexts(Stream.of("2010-09-09")))
            .and("HeatTemplateFormatVersion", Keys.oneOfTexts(Stream.of("2012-12-12")))
            .and("Description", TemplateForm.text("What the template makes."))
            .and("Metadata", Keys.ANYTHING)
            .and("Parameters", named(Keys.ref("parameter"), "What whoever uses it may choose."))
            .and("Rules", named(Keys.ref("rule"), "What must hold of the parameters."))
            .and("Mappings", named(Keys.ANYTHING, "Constants, by two keys."))
            .and("Conditions", named(Keys.ref("condition"), "Truths that parts depend on."))
            .and("Transform", Keys.ANYTHING)
            .and("Hooks", Keys.ANYTHING)
            .and("Globals", Keys.ANYTHING)
            .and("Resources", named(Keys.ref("resource"), "What the stack is made of."))
            .and("Outputs", named(Keys.ref("output"), "What others may know of the stack."));
    Keys definitions =
        Keys.of("function", FunctionForm.cloudFormation())
            .and("condition", condition())
            .and("parameter", parameter())
            .and("rule", rule())
            .and("output", output())
            .and("resource", resource());
    types.define(definitions);
    return Keys.of("$schema", TemplateForm.DIALECT)
        .and("title", "CloudFormation template")
        .and("type", "object")
        .and("properties", sections.value())
        .closed()
        .and("$defs", definitions.value())
        .value();
  }

  private static Value named(Value each, String description) {
    return Keys.type("object", "null")
        .described(description)
        .and("patternProperties", Keys.of(LOOP, Keys.type("array").value()).value())
        .and("additionalProperties", each)
        .value();
  }

  private static Value condition() {
    return Keys.anyOf(Keys.type("boolean", "string", "null").value(), Keys.ref("function"));
  }

  private static Value parameter() {
    Value number = Keys.type("number", "string", "null").value();
    return Keys.type("object")
        .and("required", Keys.texts(List.of("Type")))
        .and(
            "properties",
            Keys.of(
                    "Type",
                    Keys.type("string")
                        .and(
                            "examples",
                            Keys.texts(
                                List.of(
                                    "String",
                                    "Number",
                                    "CommaDelimitedList",
                                    "List<Number>",
                                    "Json",
                                    "Boolean")))
                        .value())
                .and("Default", Keys.ANYTHING)
                .and("NoEcho", Keys.type("boolean", "string", "null").value())
                .and("AllowedValues", Keys.type("array", "null").value())
                .and("AllowedPattern", TemplateForm.scalar())
                .and("MinLength", number)
                .and("MaxLength", number)
                .and("MinValue", number)
                .and("MaxValue", number)
                .and("Description", TemplateForm.text("What it decides."))
                .and("ConstraintDescription", TemplateForm.text("Said when a value is wrong."))
                .and("Label", TemplateForm.text("What forms call it."))
                .value())
        .closed()
        .value();
  }

  private static Value rule() {
    Value assertion =
        Keys.type("object")
            .and("required", Keys.texts(List.of("Assert")))
            .and(
                "properties",
                Keys.of("Assert", Keys.ref("condition"))
                    .and("AssertDescription", TemplateForm.text("Said when it does not hold."))
                    .value())
            .closed()
            .value();
    return Keys.type("object")
        .and(
            "properties",
            Keys.of("RuleCondition", Keys.ref("condition"))
                .and("Assertions", Keys.type("array").and("items", assertion).value())
                .value())
        .closed()
        .value();
  }

  private static Value output() {
    Value export =
        Keys.type("object", "null")
            .and("properties", Keys.of("Name", Keys.ANYTHING).value())
            .closed()
            .value();
    return Keys.type("object")
        .and("required", Keys.texts(List.of("Value")))
        .and(
            "properties",
            Keys.of("Description", TemplateForm.text("What the value is."))
                .and("Value", Keys.ANYTHING)
                .and("Export", export)
                .and("Condition", Keys.ref("condition"))
                .value())
        .closed()
        .value();
  }

  private Value resource() {
    Value policy = Keys.type("object", "null").value();
    Value names =
        Keys.anyOf(
            TemplateForm.scalar(),
            Keys.type("array", "null").and("items", TemplateForm.scalar()).value());
    Keys keys =
        Keys.of(
                "Type",
                Keys.type("string")
                    .described("A resource type, or the file of a template to use as one.")
                    .and("examples", Keys.texts(catalog.types()))
                    .value())
            .and("Properties", Keys.type("object", "null").value())
            .and("Metadata", Keys.ANYTHING)
            .and("DependsOn", names)
            .and("DeletionPolicy", policy("Delete", "Retain", "RetainExceptOnCreate", "Snapshot"))
            .and("UpdateReplacePolicy", policy("Delete", "Retain", "Snapshot"))
            .and("CreationPolicy", policy)
            .and("UpdatePolicy", policy)
            .and("Description", TemplateForm.text("What the resource is for."))
            .and("Condition", Keys.ref("condition"));
    return Keys.type("object")
        .and("required", Keys.texts(List.of("Type")))
        .and("properties", keys.value())
        .closed()
        .and("allOf", types.chosen("Type", "Properties", Optional.empty()))
        .value();
  }

  private static Value policy(String... words) {
    return Keys.anyOf(Keys.oneOfTexts(Stream.of(words)), Keys.ref("function"));
  }
}
