package io.kiln.api.heat;

import io.kiln.api.http.Shown;
import io.kiln.templates.schema.Constraint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters as a validation describes them: in CloudFormation's words. */
final class ValidationView {

  private ValidationView() {}

  /** A constraint's keys. */
  static Map<String, Object> constraint(Constraint constraint) {
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
      case Constraint.AllowedPattern(String pattern, _) -> keys.put("AllowedPattern", pattern);
      case Constraint.Custom(String name, _) -> keys.put("CustomConstraint", name);
    }
    constraint.description().ifPresent(text -> keys.put("ConstraintDescription", text));
    return keys;
  }
}
