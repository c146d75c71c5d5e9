package io.kiln.templates.corpus;

import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.References;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.model.ResourceRules;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * What a frame comes to while only its plain values exist: OS::Heat::Value answers with its value,
 * a nested stack with its outputs, all others are still to be made.
 */
final class Outcome {

  private final Frame root;
  private final List<Diagnostic> found;

  Outcome(Frame root, List<Diagnostic> found) {
    this.root = root;
    this.found = found;
  }

  String json() {
    var out = new StringBuilder("{\n");
    SequencedMap<String, Value> parts = new LinkedHashMap<>();
    frame(root, "", parts);
    if (!root.settings().eventSinks().isEmpty()) {
      parts.put("event_sinks", Value.list(root.settings().eventSinks()));
    }
    if (!root.settings().encryptedParameters().isEmpty()) {
      parts.put(
          "encrypted_param_names", texts(root.settings().encryptedParameters(), name -> name));
    }
    String separator = "";
    for (var part : parts.entrySet()) {
      out.append(separator)
          .append("  ")
          .append(Json.write(Value.text(part.getKey())))
          .append(": ")
          .append(Json.write(shown(part.getValue())));
      separator = ",\n";
    }
    return out.append("\n}\n").toString();
  }

  private void frame(Frame frame, String path, SequencedMap<String, Value> parts) {
    var simulated = new Simulated(frame);
    frame
        .outputs()
        .forEach(
            (name, definition) -> {
              parts.put(path + "outputs." + name, keep(frame.output(name, simulated)));
              definition
                  .exportName()
                  .ifPresent(
                      export ->
                          parts.put(path + "outputs." + name + ".export", Value.text(export)));
            });
    frame
        .resources()
        .forEach(
            (name, definition) -> {
              String here = path + "resources." + name;
              Value.MapOf properties = keep(frame.properties(name, simulated));
              ResolvedType type = frame.type(name);
              if (!type.name().equals("OS::Heat::Value")) {
                parts.put(here + ".type", Value.text(type.name()));
              }
              if (!definition.requires().isEmpty()) {
                parts.put(
                    here + ".requires",
                    Value.list(definition.requires().stream().map(Value::text).toList()));
              }
              ResourceRules rules = frame.rules(name);
              if (!rules.hooks().isEmpty()) {
                parts.put(here + ".hooks", texts(rules.hooks(), ResourceRules.Hook::written));
              }
              if (!rules.restricted().isEmpty()) {
                parts.put(
                    here + ".restricted_actions",
                    texts(rules.restricted(), ResourceRules.Restriction::written));
              }
              parts.put(here + ".properties", properties);
              policies(frame, name, definition, here, parts);
              if (type instanceof ResolvedType.Nested) {
                frame(keep(frame.child(name, properties, "demo-" + name)), here + "/", parts);
              }
            });
  }

  /** What differs from what a resource has without saying. */
  private void policies(
      Frame frame,
      String name,
      ResourceDefinition definition,
      String here,
      SequencedMap<String, Value> parts) {
    if (definition.deletionPolicy() != DeletionPolicy.DELETE) {
      parts.put(here + ".deletion", Value.text(definition.deletionPolicy().name()));
    }
    definition
        .replacePolicy()
        .filter(policy -> policy != DeletionPolicy.DELETE)
        .ifPresent(policy -> parts.put(here + ".replacement", Value.text(policy.name())));
    Value.MapOf update = keep(frame.updatePolicy(name, new Simulated(frame)));
    if (!update.entries().isEmpty()) {
      parts.put(here + ".update_policy", update);
    }
    Value.MapOf creation = keep(frame.creationPolicy(name, new Simulated(frame)));
    if (!creation.entries().isEmpty()) {
      parts.put(here + ".creation_policy", creation);
    }
  }

  private static <E> Value texts(Collection<E> all, Function<E, String> written) {
    return Value.list(all.stream().map(written).map(Value::text).toList());
  }

  private <T> T keep(Evaluated<T> evaluated) {
    evaluated.diagnostics().stream().filter(one -> !found.contains(one)).forEach(found::add);
    return evaluated.result();
  }

  /** Masks and unknowns as texts, so that the file shows them. */
  private static Value shown(Value value) {
    Function<Value, Value> text = one -> Value.text(one.toString());
    return switch (value) {
      case Value.Unknown _ ->
          value.mark().sensitive() ? Value.text(Value.MASK + " " + value) : text.apply(value);
      case Value.Bool _, Value.Num _, Value.Text _ ->
          value.mark().sensitive() ? text.apply(value) : value;
      case Value.Null _ -> value;
      case Value.ListOf(List<Value> items, Mark mark) ->
          mark.sensitive()
              ? text.apply(value)
              : Value.list(items.stream().map(Outcome::shown).toList());
      case Value.MapOf(SequencedMap<String, Value> entries, Mark mark) -> {
        SequencedMap<String, Value> all = new LinkedHashMap<>();
        entries.forEach((key, entry) -> all.put(key, shown(entry)));
        yield mark.sensitive() ? text.apply(value) : Value.map(all);
      }
    };
  }

  /** The state of a frame's resources. */
  private record Simulated(Frame frame) implements References {

    @Override
    public Value reference(String resource) {
      return new Value.Unknown(Set.of(resource), Mark.NONE);
    }

    @Override
    public Value attribute(String resource, String attribute) {
      ResolvedType type = frame.type(resource);
      if (type.name().equals("OS::Heat::Value")) {
        Value value = frame.properties(resource, this).result().get("value");
        return attribute.isEmpty() ? Value.map(java.util.Map.of("value", value)) : value;
      }
      if (type.name().equals("OS::Heat::None")) {
        return Value.nothing();
      }
      if (type instanceof ResolvedType.Nested) {
        Value.MapOf properties = frame.properties(resource, this).result();
        Frame child = frame.child(resource, properties, "demo-" + resource).result();
        return child.outputs().containsKey(attribute)
            ? child.output(attribute, new Simulated(child)).result()
            : Value.nothing();
      }
      return new Value.Unknown(Set.of(resource + "." + attribute), Mark.NONE);
    }
  }
}
