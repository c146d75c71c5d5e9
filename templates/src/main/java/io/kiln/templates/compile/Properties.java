package io.kiln.templates.compile;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.Template;
import io.kiln.templates.expression.Absent;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Evaluates the properties of one resource and fits them to what its type takes. */
final class Properties {

  private final Surroundings surroundings;
  private final DeclaredResource resource;
  private final TypeResolver.Outcome type;
  private final Words words;
  private final Findings findings;

  Properties(
      Surroundings surroundings,
      DeclaredResource resource,
      TypeResolver.Outcome type,
      Words words,
      Findings findings) {
    this.surroundings = surroundings;
    this.resource = resource;
    this.type = type;
    this.words = words;
    this.findings = findings;
  }

  /** The properties now. */
  Value.MapOf evaluate(Evaluation evaluation) {
    Value written = written(evaluation);
    return switch (written) {
      case Value.MapOf given -> fitted(given);
      case Value.Null(Mark mark) -> fitted(new Value.MapOf(new LinkedHashMap<>(), mark));
      case Value.Unknown unknown -> open(unknown);
      case Value.Bool _, Value.Num _, Value.Text _, Value.ListOf _ -> {
        findings.error(
            "invalid-property",
            "The properties must be a map, not %s.".formatted(Convert.shown(written)),
            path(""),
            resource.properties().at());
        yield new Value.MapOf(new LinkedHashMap<>(), written.mark());
      }
    };
  }

  private Value written(Evaluation evaluation) {
    if (!(resource.properties()
        instanceof Expr.MapOf(SequencedMap<String, Expr> entries, var at))) {
      return late(evaluation.in(path("")).whole(resource.properties()), "", evaluation);
    }
    SequencedMap<String, Value> values = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach(
        (name, expr) -> {
          Value value = evaluation.in(path("." + name)).whole(expr);
          if (!Absent.is(value)) {
            values.put(name, late(value, "." + name, evaluation));
          }
        });
    return new Value.MapOf(values, Mark.at(at));
  }

  /** What only now, and only here, may be told: kept secrets. */
  private Value late(Value value, String tail, Evaluation evaluation) {
    return evaluation.scope().dialect() == CfnDialect.AWS
        ? new DynamicReferences(evaluation, path(tail), resource.properties().at(), findings)
            .resolved(value)
        : value;
  }

  /** Nothing is known of the map as a whole, so nothing of each property. */
  private Value.MapOf open(Value.Unknown unknown) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    if (type instanceof TypeResolver.Plugin(ResourceSchema schema)) {
      schema.properties().keySet().forEach(name -> values.put(name, unknown));
    }
    return new Value.MapOf(values, unknown.mark());
  }

  private Value.MapOf fitted(Value.MapOf given) {
    return switch (type) {
      case TypeResolver.Plugin(ResourceSchema schema) ->
          new PropertyCheck(resource, surroundings.constraints(), words, findings)
              .check(schema.properties(), schema.anyProperty(), given);
      case TypeResolver.Child(String file, _) ->
          surroundings
              .store()
              .get(file)
              .template()
              .map(template -> parameters(template, given))
              .orElse(given);
      case TypeResolver.Missing _, TypeResolver.NotFound _ -> given;
    };
  }

  /** A provider template takes its parameters; it judges their constraints itself. */
  private Value.MapOf parameters(Template template, Value.MapOf given) {
    SequencedMap<String, Value> fitted = new LinkedHashMap<>();
    given
        .entries()
        .forEach(
            (name, value) -> {
              ParameterDefinition definition = template.parameters().get(name);
              if (definition == null) {
                // A key of a map that is secret as a whole is secret too.
                String shown = given.mark().sensitive() ? Value.MASK : name;
                findings.add(
                    new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        "unknown-property",
                        "Unknown Property %s".formatted(shown),
                        path("." + shown),
                        place(name, value),
                        Suggestion.hint(shown, template.parameters().keySet())));
              } else if (!(value instanceof Value.Null)) {
                fitted.put(name, converted(definition, value));
              } else if (needed(definition)) {
                // Heat passes the type's empty value on for a null that it cannot do without.
                fitted.put(name, Convert.empty(definition.type().schemaType(), value));
              }
            });
    template
        .parameters()
        .values()
        .forEach(
            definition -> {
              String name = definition.name();
              if (!fitted.containsKey(name) && needed(definition)) {
                missing(name);
              }
            });
    return new Value.MapOf(fitted, given.mark());
  }

  /** Whether an environment that is not here has a value for it, nobody can tell. */
  private void missing(String name) {
    String message = "Property %s not assigned".formatted(name);
    if (surroundings.defaultsKnown()) {
      findings.error("missing-property", message, path("." + name), resource.at());
    } else {
      findings.add(
          new Diagnostic(
              Diagnostic.Severity.WARNING,
              "missing-property",
              message,
              path("." + name),
              resource.at(),
              Optional.of("give it here, or name the environment that has it as a default: -e")));
    }
  }

  private boolean needed(ParameterDefinition definition) {
    return definition.defaultValue().isEmpty()
        && !surroundings.defaults().containsKey(definition.name());
  }

  private Value converted(ParameterDefinition definition, Value value) {
    try {
      Value converted = definition.form().convert(value);
      return definition.hidden() ? Value.secret(converted) : converted;
    } catch (Mistake wrong) {
      findings.error(
          "invalid-property",
          wrong.text(),
          path("." + definition.name()),
          place(definition.name(), value));
      return new Value.Unknown(Set.of(Evaluation.REPAIR), value.mark());
    }
  }

  private SourceSpan place(String name, Value value) {
    Optional<SourceSpan> key = resource.keys().at(List.of(name));
    return key.orElse(value.mark().at().isSomewhere() ? value.mark().at() : resource.at());
  }

  private String path(String tail) {
    return words.resource(resource.name(), "properties") + tail;
  }
}
