package io.kiln.templates.jsonschema;

import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Parameters and their constraints as schemas. */
final class ParameterForm {

  private ParameterForm() {}

  static Value parameter() {
    List<Value> defaults = new ArrayList<>();
    for (ParameterType type : ParameterType.values()) {
      defaults.add(
          Keys.of("if", Keys.of("properties", typed(type)).value())
              .and("then", Keys.of("properties", Keys.of("default", fits(type)).value()).value())
              .value());
    }
    return Keys.type("object")
        .and("required", Keys.texts(List.of("type")))
        .and(
            "properties",
            Keys.of("type", TemplateForm.parameterTypes())
                .and("label", TemplateForm.text("What forms call it."))
                .and("description", TemplateForm.text("What it decides."))
                .and("default", Keys.empty().described("Taken when nothing is given.").value())
                .and("hidden", truth("The value is never shown."))
                .and("immutable", truth("An update may not change it."))
                .and(
                    "constraints",
                    Keys.type("array", "null").and("items", Keys.ref("constraint")).value())
                .and("tags", tags())
                .value())
        .closed()
        .and("allOf", Value.list(defaults))
        .value();
  }

  private static Value typed(ParameterType type) {
    return Keys.of("type", Keys.of("const", type.written()).value()).value();
  }

  /** What each type makes something of. */
  private static Value fits(ParameterType type) {
    return switch (type) {
      case STRING -> Keys.ANYTHING;
      case NUMBER -> Keys.type("number", "string", "null").value();
      case BOOLEAN -> Keys.type("boolean", "string", "integer", "null").value();
      case COMMA_DELIMITED_LIST -> Keys.type("array", "string", "null").value();
      case JSON -> Keys.type("object", "array", "string", "null").value();
    };
  }

  private static Value truth(String description) {
    return Keys.of(
            "anyOf",
            Value.list(
                List.of(
                    Keys.type("boolean", "null").value(),
                    Keys.of("pattern", "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$").value())))
        .described(description)
        .value();
  }

  private static Value tags() {
    Value text = Keys.type("string").value();
    return Keys.anyOf(text, Keys.type("array", "null").and("items", text).value());
  }

  static Value constraint() {
    Value whole = Keys.type("integer", "string", "null").value();
    Value number = Keys.type("number", "string", "null").value();
    List<String> kinds =
        List.of(
            "length", "range", "modulo", "allowed_values", "allowed_pattern", "custom_constraint");
    List<Value> oneKind =
        kinds.stream()
            .<Value>map(kind -> Keys.of("required", Keys.texts(List.of(kind))).value())
            .toList();
    return Keys.type("object")
        .and(
            "properties",
            Keys.of("length", bounds(whole))
                .and("range", bounds(number))
                .and("modulo", modulo(whole))
                .and("allowed_values", Keys.type("array").value())
                .and("allowed_pattern", TemplateForm.scalar())
                .and("custom_constraint", TemplateForm.scalar())
                .and("description", TemplateForm.text("Said instead of the built-in message."))
                .value())
        .closed()
        .and("oneOf", Value.list(oneKind))
        .value();
  }

  private static Value bounds(Value bound) {
    return Keys.type("object")
        .and("properties", Keys.of("min", bound).and("max", bound).value())
        .closed()
        .value();
  }

  private static Value modulo(Value whole) {
    return Keys.type("object")
        .and("properties", Keys.of("step", whole).and("offset", whole).value())
        .closed()
        .value();
  }
}
