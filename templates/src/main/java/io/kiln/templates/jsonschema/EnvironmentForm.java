package io.kiln.templates.jsonschema;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.stream.Stream;

/** Environments as a JSON Schema. */
public final class EnvironmentForm {

  private EnvironmentForm() {}

  /** The schema. */
  public static Value.MapOf schema() {
    Keys sections =
        Keys.of("parameters", values("Values for the template itself."))
            .and(
                "parameter_defaults",
                values("Values for every template of the tree that has such a parameter."))
            .and("resource_registry", Keys.ref("registry"))
            .and(
                "parameter_merge_strategies",
                Keys.type("object", "null")
                    .described("How this file's values join those of earlier files.")
                    .and(
                        "additionalProperties",
                        Keys.oneOfTexts(Stream.of("overwrite", "merge", "deep_merge")))
                    .value())
            .and(
                "encrypted_param_names",
                Keys.type("array", "null").described("Written by Heat for its own use.").value())
            .and(
                "event_sinks",
                Keys.type("array", "null")
                    .described("Where events are published too.")
                    .and("items", Keys.type("object").value())
                    .value());
    return Keys.of("$schema", TemplateForm.DIALECT)
        .and("title", "Heat environment")
        .and("type", Keys.texts(List.of("object", "null")))
        .and("properties", sections.value())
        .closed()
        .and("$defs", Keys.of("registry", registry()).and("rule", rule()).value())
        .value();
  }

  private static Value values(String description) {
    return Keys.type("object", "null").described(description).value();
  }

  private static Value registry() {
    return Keys.type("object", "null")
        .described(
            "What the names of types stand for: another type, a template's file, or nothing.")
        .and(
            "properties",
            Keys.of(
                    "base_url",
                    Keys.type("string", "null")
                        .described("Put before the names of files below.")
                        .value())
                .and(
                    "resources",
                    Keys.type("object", "null")
                        .described("The same for resources of one name only.")
                        .and("additionalProperties", Keys.ref("registry"))
                        .value())
                .and("hooks", Keys.ref("rule"))
                .and("restricted_actions", Keys.ref("rule"))
                .value())
        .and("additionalProperties", Keys.type("string", "null").value())
        .value();
  }

  private static Value rule() {
    Value text = Keys.type("string").value();
    return Keys.anyOf(text, Keys.type("array", "null").and("items", text).value());
  }
}
