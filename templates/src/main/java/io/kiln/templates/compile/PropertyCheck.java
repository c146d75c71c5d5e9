package io.kiln.templates.compile;

import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.parameter.Constraints;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Brings a resource's properties under their schema: conversions, constraints, defaults, and a
 * finding for everything that does not fit. Unknown values fit everywhere.
 */
final class PropertyCheck {

  private final DeclaredResource resource;
  private final Constraints constraints;
  private final Words words;
  private final Findings findings;
  private final List<String> path = new ArrayList<>();

  PropertyCheck(
      DeclaredResource resource, Constraints constraints, Words words, Findings findings) {
    this.resource = resource;
    this.constraints = constraints;
    this.words = words;
    this.findings = findings;
  }

  /** The properties as the schema has them; those not given and without default are left out. */
  Value.MapOf check(Map<String, PropertySchema> schema, boolean any, Value.MapOf given) {
    SequencedMap<String, Value> checked = new LinkedHashMap<>();
    given
        .entries()
        .forEach(
            (name, value) -> {
              path.addLast(name);
              PropertySchema property = schema.get(name);
              if (property != null) {
                if (!(value instanceof Value.Null)) {
                  checked.put(name, value(property, value));
                }
              } else if (any) {
                checked.put(name, value);
              } else {
                unknown(name, value, schema, given.mark().sensitive());
              }
              path.removeLast();
            });
    schema.forEach(
        (name, property) -> {
          if (given.get(name) instanceof Value.Null) {
            Optional<Value> standard = property.defaultValue();
            standard.ifPresent(value -> checked.put(name, value));
            // What takes anything takes null too, but only when it is said.
            boolean said = property.type() == SchemaType.ANY && given.entries().containsKey(name);
            if (standard.isEmpty() && property.required() && !said && isMade()) {
              missing(name, given);
            }
          }
        });
    return new Value.MapOf(checked, given.mark());
  }

  /** What was there before has all it needs (heat/engine/resource.py, {@code external_id}). */
  private boolean isMade() {
    return !path.isEmpty() || resource.externalId().isEmpty();
  }

  private Value value(PropertySchema schema, Value given) {
    Value value = converted(schema, given);
    value = nested(schema, value);
    Value shown = schema.sensitive() ? Value.secret(value) : value;
    constraints
        .violation(schema.constraints(), shown)
        .ifPresent(message -> invalid(message, given));
    return shown;
  }

  private Value converted(PropertySchema schema, Value given) {
    try {
      return given instanceof Value.Unknown ? given : Convert.to(schema.type(), given);
    } catch (Mistake wrong) {
      invalid(wrong.text(), given);
      return given;
    }
  }

  private Value nested(PropertySchema schema, Value value) {
    if (schema.children().isEmpty()) {
      return value;
    }
    PropertySchema each = schema.children().get("*");
    if (value instanceof Value.MapOf map && each == null) {
      return check(schema.children(), false, map);
    }
    if (value instanceof Value.ListOf(List<Value> items, var mark) && each != null) {
      List<Value> checked = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        path.addLast(Integer.toString(i));
        checked.add(item(each, items.get(i)));
        path.removeLast();
      }
      return new Value.ListOf(checked, mark);
    }
    if (value instanceof Value.MapOf(SequencedMap<String, Value> entries, var mark)
        && each != null) {
      SequencedMap<String, Value> checked = new LinkedHashMap<>();
      entries.forEach(
          (key, entry) -> {
            path.addLast(key);
            checked.put(key, item(each, entry));
            path.removeLast();
          });
      return new Value.MapOf(checked, mark);
    }
    return value;
  }

  private Value item(PropertySchema schema, Value given) {
    return value(schema, given instanceof Value.Null ? Convert.empty(schema.type(), given) : given);
  }

  /** A key of a map that is secret as a whole is secret too. */
  private void unknown(
      String name, Value value, Map<String, PropertySchema> schema, boolean secret) {
    if (secret) {
      path.set(path.size() - 1, Value.MASK);
    }
    findings.add(
        new Diagnostic(
            Diagnostic.Severity.ERROR,
            "unknown-property",
            "Unknown Property %s".formatted(secret ? Value.MASK : name),
            shownPath(),
            resource.keys().at(path).orElse(place(value)),
            secret ? Optional.empty() : Suggestion.hint(name, schema.keySet())));
  }

  private void missing(String name, Value.MapOf within) {
    SourceSpan at = path.isEmpty() ? resource.at() : resource.keys().at(path).orElse(place(within));
    path.addLast(name);
    findings.error("missing-property", "Property %s not assigned".formatted(name), shownPath(), at);
    path.removeLast();
  }

  private void invalid(String message, Value value) {
    findings.error("invalid-property", message, shownPath(), place(value));
  }

  private SourceSpan place(Value value) {
    return value.mark().at().isSomewhere()
        ? value.mark().at()
        : resource.keys().at(path).orElse(resource.at());
  }

  private String shownPath() {
    var out = new StringBuilder(words.resource(resource.name(), "properties"));
    for (String step : path) {
      if (step.chars().allMatch(c -> c >= '0' && c <= '9') && !step.isEmpty()) {
        out.append('[').append(step).append(']');
      } else {
        out.append('.').append(step);
      }
    }
    return out.toString();
  }
}
