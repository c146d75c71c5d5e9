package io.kiln.templates.compile;

import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.ParameterGroup;
import io.kiln.templates.document.Template;
import io.kiln.templates.environment.Environment;
import io.kiln.templates.environment.Registry;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a template asks for and what an environment gives it, in the words of Heat's {@code POST
 * /validate} and {@code GET …/environment}.
 */
public record TemplateSummary(
    Template template, Environment environment, SequencedMap<String, Value> given) {

  public TemplateSummary {
    given = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(given));
  }

  /**
   * The whole answer of {@code POST /validate}.
   *
   * @param nested what the templates below ask for, when that was asked
   */
  public Value.MapOf validation(SequencedMap<String, Value> nested) {
    SequencedMap<String, Value> answer = new LinkedHashMap<>();
    answer.put("Description", description());
    answer.put("Parameters", parameters());
    groups().ifPresent(groups -> answer.put("ParameterGroups", groups));
    if (!nested.isEmpty()) {
      answer.put("NestedParameters", Value.map(nested));
    }
    answer.put("Environment", effectiveEnvironment());
    return Value.map(answer);
  }

  Value description() {
    return Value.text(template.description().isEmpty() ? "No description" : template.description());
  }

  Optional<Value> groups() {
    return template.groups().isEmpty()
        ? Optional.empty()
        : Optional.of(Value.list(template.groups().stream().map(TemplateSummary::group).toList()));
  }

  /** The parameters by name. */
  public Value.MapOf parameters() {
    SequencedMap<String, Value> all = new LinkedHashMap<>();
    template.parameters().forEach((name, definition) -> all.put(name, parameter(definition)));
    return Value.map(all);
  }

  private Value parameter(ParameterDefinition definition) {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    shown.put("Type", Value.text(definition.form().shown()));
    shown.put("Description", Value.text(definition.description()));
    shown.put("NoEcho", Value.text(Boolean.toString(definition.hidden())));
    shown.put(
        "Label", Value.text(definition.label().isEmpty() ? definition.name() : definition.label()));
    standard(definition).ifPresent(value -> shown.put("Default", value));
    Optional.ofNullable(given.get(definition.name()))
        .filter(Value::known)
        .ifPresent(value -> shown.put("Value", seen(definition, value)));
    definition.constraints().forEach(constraint -> constraint(constraint, shown));
    if (!definition.tags().isEmpty()) {
      shown.put("Tags", Value.list(definition.tags().stream().map(Value::text).toList()));
    }
    return Value.map(shown);
  }

  /** An environment's default takes the place of the template's, as in Heat. */
  private Optional<Value> standard(ParameterDefinition definition) {
    return Optional.ofNullable(environment.parameterDefaults().get(definition.name()))
        .map(value -> seen(definition, value))
        .or(
            () ->
                definition
                    .defaultValue()
                    .filter(Value::known)
                    .map(value -> written(definition.type(), value)));
  }

  private static Value seen(ParameterDefinition definition, Value value) {
    return definition.hidden() || value.sensitive() ? Value.text(Value.MASK) : value;
  }

  private static void constraint(Constraint constraint, Map<String, Value> shown) {
    switch (constraint) {
      case Constraint.Length(var min, var max, _) -> {
        min.ifPresent(low -> shown.put("MinLength", Value.number(low)));
        max.ifPresent(high -> shown.put("MaxLength", Value.number(high)));
      }
      case Constraint.Range(var min, var max, _) -> {
        min.ifPresent(
            low -> shown.put("MinValue", new Value.Num(low, io.kiln.templates.value.Mark.NONE)));
        max.ifPresent(
            high -> shown.put("MaxValue", new Value.Num(high, io.kiln.templates.value.Mark.NONE)));
      }
      case Constraint.Modulo(long step, long offset, _) -> {
        shown.put("Step", Value.number(step));
        shown.put("Offset", Value.number(offset));
      }
      case Constraint.AllowedValues(List<Value> values, _) ->
          shown.put("AllowedValues", Value.list(values));
      case Constraint.AllowedPattern(String pattern, _, _) ->
          shown.put("AllowedPattern", Value.text(pattern));
      case Constraint.Custom(String name, _) -> shown.put("CustomConstraint", Value.text(name));
    }
    constraint
        .description()
        .ifPresent(text -> shown.put("ConstraintDescription", Value.text(text)));
  }

  /** A list's default as the template writes it. */
  private static Value written(ParameterType type, Value value) {
    if (type == ParameterType.COMMA_DELIMITED_LIST
        && value instanceof Value.ListOf(List<Value> items, _)) {
      return Value.text(String.join(",", items.stream().map(Value::toString).toList()));
    }
    return value;
  }

  private static Value group(ParameterGroup group) {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    shown.put("label", Value.text(group.label()));
    shown.put("description", Value.text(group.description()));
    shown.put("parameters", Value.list(group.parameters().stream().map(Value::text).toList()));
    return Value.map(shown);
  }

  /** The environment after merging; values of hidden parameters masked. */
  public Value.MapOf effectiveEnvironment() {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    SequencedMap<String, Value> registry = new LinkedHashMap<>();
    registry.put("resources", resources(environment.registry()));
    registry.putAll(mappings(environment.registry()));
    // Heat enters each template that is named as a type, under its own name.
    template.resources().values().stream()
        .map(DeclaredResource::type)
        .filter(type -> type.endsWith(".yaml") || type.endsWith(".template"))
        .forEach(type -> registry.putIfAbsent(type, Value.text(type)));
    shown.put("resource_registry", Value.map(registry));
    shown.put("parameters", masked(given));
    shown.put("parameter_defaults", masked(environment.parameterDefaults()));
    shown.put("event_sinks", Value.list(environment.settings().eventSinks()));
    return Value.map(shown);
  }

  private static Map<String, Value> mappings(Registry registry) {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    registry
        .mappings()
        .forEach(
            (key, mapping) ->
                mapping.target().ifPresent(target -> shown.put(key, Value.text(target))));
    registry
        .rules()
        .forEach(
            (rule, names) -> shown.put(rule, Value.list(names.stream().map(Value::text).toList())));
    return shown;
  }

  private static Value resources(Registry registry) {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    registry
        .resources()
        .forEach(
            (name, inner) -> {
              SequencedMap<String, Value> entry = new LinkedHashMap<>(mappings(inner));
              if (!inner.resources().isEmpty()) {
                entry.put("resources", resources(inner));
              }
              shown.put(name, Value.map(entry));
            });
    return Value.map(shown);
  }

  private Value masked(Map<String, Value> values) {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          ParameterDefinition definition = template.parameters().get(name);
          boolean hidden = value.sensitive() || (definition != null && definition.hidden());
          shown.put(name, hidden ? Value.text(Value.MASK) : value);
        });
    return Value.map(shown);
  }
}
