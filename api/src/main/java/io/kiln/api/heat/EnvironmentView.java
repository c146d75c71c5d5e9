package io.kiln.api.heat;

import io.kiln.api.http.Shown;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The environment in effect: all that were sent merged in their order, section by section, then the
 * parameters on top. Hidden values are masked.
 */
record EnvironmentView(
    Map<String, @Nullable Object> resourceRegistry,
    Map<String, @Nullable Object> parameters,
    Map<String, @Nullable Object> parameterDefaults,
    @Nullable Object eventSinks,
    List<String> encryptedParamNames) {

  static EnvironmentView of(StackSource source) {
    Map<String, Value> registry = new LinkedHashMap<>();
    registry.put("resources", Value.MapOf.EMPTY);
    Map<String, Value> defaults = new LinkedHashMap<>();
    Value sinks = Value.list(List.of());
    for (Value.MapOf environment : environments(source)) {
      section(environment, "resource_registry").ifPresent(registry::putAll);
      section(environment, "parameter_defaults").ifPresent(defaults::putAll);
      sinks = environment.get("event_sinks") instanceof Value.ListOf list ? list : sinks;
    }
    Set<String> hidden = hidden(source);
    return new EnvironmentView(
        shown(registry, Set.of()),
        shown(parameters(source), hidden),
        shown(defaults, hidden),
        Shown.masked(sinks),
        List.of());
  }

  /**
   * The same with the templates that resources name as their type: Heat enters each into the
   * registry, under its own name.
   */
  static EnvironmentView withTemplates(StackSource source) {
    EnvironmentView view = of(source);
    Map<String, @Nullable Object> registry = new LinkedHashMap<>(view.resourceRegistry());
    Texts.template(source).stream()
        .flatMap(template -> template.resources().values().stream())
        .map(DeclaredResource::type)
        .filter(source.files()::containsKey)
        .forEach(type -> registry.putIfAbsent(type, type));
    return new EnvironmentView(
        registry,
        view.parameters(),
        view.parameterDefaults(),
        view.eventSinks(),
        view.encryptedParamNames());
  }

  /** The parameters in effect, in clear. */
  static Map<String, Value> parameters(StackSource source) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    environments(source)
        .forEach(environment -> section(environment, "parameters").ifPresent(parameters::putAll));
    parameters.keySet().removeAll(source.forgotten());
    parameters.putAll(source.parameters());
    return parameters;
  }

  /** The defaults in effect, in clear. */
  static Map<String, Value> defaults(StackSource source) {
    Map<String, Value> defaults = new LinkedHashMap<>();
    environments(source)
        .forEach(
            environment -> section(environment, "parameter_defaults").ifPresent(defaults::putAll));
    return defaults;
  }

  private static List<Value.MapOf> environments(StackSource source) {
    List<Value.MapOf> found = new ArrayList<>();
    for (String name : source.environmentFiles()) {
      Optional.ofNullable(source.files().get(name))
          .flatMap(text -> map(text, name))
          .ifPresent(found::add);
    }
    if (source.environmentFiles().isEmpty()) {
      source.environment().flatMap(text -> map(text, "environment")).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Value.MapOf> map(String text, String name) {
    return Texts.value(text, name)
        .filter(Value.MapOf.class::isInstance)
        .map(Value.MapOf.class::cast);
  }

  private static Optional<Map<String, Value>> section(Value.MapOf environment, String name) {
    return environment.get(name) instanceof Value.MapOf map
        ? Optional.of(map.entries())
        : Optional.empty();
  }

  private static Set<String> hidden(StackSource source) {
    return Texts.template(source)
        .map(Template::parameters)
        .map(
            parameters ->
                parameters.values().stream()
                    .filter(ParameterDefinition::hidden)
                    .map(ParameterDefinition::name)
                    .collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  private static Map<String, @Nullable Object> shown(
      Map<String, Value> values, Set<String> hidden) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> shown.put(name, hidden.contains(name) ? Value.MASK : Shown.masked(value)));
    return shown;
  }
}
