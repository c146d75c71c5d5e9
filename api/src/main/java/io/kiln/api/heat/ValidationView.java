package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.kiln.api.http.Shown;
import io.kiln.templates.document.ParameterGroup;
import io.kiln.templates.document.Template;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a validation says of a good template; its keys are CloudFormation's.
 *
 * @param nestedParameters by resource, when they were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ValidationView(
    @JsonProperty("Description") String description,
    @JsonProperty("Parameters") Map<String, Map<String, @Nullable Object>> parameters,
    @JsonProperty("ParameterGroups") @Nullable List<Group> parameterGroups,
    @JsonProperty("NestedParameters") @Nullable Map<String, Nested> nestedParameters,
    @JsonProperty("Environment") @Nullable EnvironmentView environment) {

  /** Parameters that forms show together. */
  record Group(String label, String description, List<String> parameters) {

    static Group of(ParameterGroup group) {
      return new Group(group.label(), group.description(), group.parameters());
    }
  }

  /** The same for a template within the template. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Nested(
      @JsonProperty("Type") String type,
      @JsonProperty("Description") String description,
      @JsonProperty("Parameters") Map<String, Map<String, @Nullable Object>> parameters,
      @JsonProperty("NestedParameters") @Nullable Map<String, Nested> nestedParameters) {}

  static ValidationView of(
      Template template,
      Map<String, Value> values,
      @Nullable Map<String, Nested> nested,
      EnvironmentView environment) {
    return new ValidationView(
        StackView.described(template.description()),
        parameters(template, values),
        template.groups().isEmpty() ? null : template.groups().stream().map(Group::of).toList(),
        nested,
        environment);
  }

  /**
   * A template's parameters.
   *
   * @param values those that were given, by name
   */
  static Map<String, Map<String, @Nullable Object>> parameters(
      Template template, Map<String, Value> values) {
    Map<String, Map<String, @Nullable Object>> views = new LinkedHashMap<>();
    template
        .parameters()
        .forEach(
            (name, parameter) ->
                views.put(name, parameter(parameter, Optional.ofNullable(values.get(name)))));
    return views;
  }

  private static Map<String, @Nullable Object> parameter(
      ParameterDefinition parameter, Optional<Value> value) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("Type", parameter.type().shown());
    view.put("Description", parameter.description());
    view.put("NoEcho", parameter.hidden() ? "true" : "false");
    view.put("Label", parameter.label().isEmpty() ? parameter.name() : parameter.label());
    parameter.defaultValue().ifPresent(text -> view.put("Default", Shown.masked(text)));
    value.ifPresent(
        given -> view.put("Value", parameter.hidden() ? Value.MASK : Shown.masked(given)));
    parameter.constraints().forEach(constraint -> view.putAll(constraint(constraint)));
    if (!parameter.tags().isEmpty()) {
      view.put("Tags", parameter.tags());
    }
    return view;
  }

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
