package io.kiln.templates.compile;

import io.kiln.templates.document.Template;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Gives every parameter of a template its value: sent, from a default, or an error. */
final class Settled {

  private final Surroundings surroundings;
  private final Template template;
  private final StackIdentity identity;
  private final Findings findings;
  private final boolean complete;

  /**
   * Settles parameters.
   *
   * @param complete a parameter without a value is a mistake, not an unknown
   */
  Settled(
      Surroundings surroundings,
      Template template,
      StackIdentity identity,
      Findings findings,
      boolean complete) {
    this.surroundings = surroundings;
    this.template = template;
    this.identity = identity;
    this.findings = findings;
    this.complete = complete;
  }

  /**
   * The parameters' values, pseudo parameters first.
   *
   * @param given values for this template alone
   */
  SequencedMap<String, Value> values(Map<String, Value> given) {
    Map<String, Value> defaults = surroundings.defaults();
    SequencedMap<String, Value> values =
        PseudoParameters.of(template.dialect(), identity, surroundings.site());
    template.parameters().values().forEach(this::constraintsAreKnown);
    template
        .parameters()
        .values()
        .forEach(
            definition ->
                values.put(
                    definition.name(),
                    value(
                        definition,
                        present(given, definition.name())
                            .or(() -> present(defaults, definition.name())))));
    return values;
  }

  private void constraintsAreKnown(ParameterDefinition definition) {
    String path = path(definition.name()) + ".constraints";
    for (Constraint constraint : definition.constraints()) {
      surroundings
          .constraints()
          .unknown(constraint, path, definition.at())
          .ifPresent(findings::add);
    }
  }

  private static Optional<Value> present(Map<String, Value> values, String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Value.Null));
  }

  /** Finds values for parameters that the template does not have. */
  void unknown(Map<String, Value> given) {
    Collection<String> known = template.parameters().keySet();
    given.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            findings.add(
                new Diagnostic(
                    Diagnostic.Severity.ERROR,
                    "unknown-user-parameter",
                    "The Parameter (%s) was not defined in template.".formatted(name),
                    path(name),
                    value.mark().at(),
                    Suggestion.hint(name, known)));
          }
        });
  }

  private Value value(ParameterDefinition definition, Optional<Value> sent) {
    Optional<Value> chosen = sent.or(definition::defaultValue);
    if (chosen.isEmpty() && !complete) {
      return new Value.Unknown(
          Set.of("parameter " + definition.name()), new Mark(definition.at(), definition.hidden()));
    }
    if (chosen.isEmpty()) {
      findings.error(
          "missing-parameter",
          "The Parameter (%s) was not provided.".formatted(definition.name()),
          path(definition.name()),
          definition.at());
      return broken(definition);
    }
    boolean sound = defaultIsSound(definition);
    Value converted;
    try {
      Value sensitive = definition.hidden() ? Value.secret(chosen.get()) : chosen.get();
      converted =
          definition.form().kept()
              ? ParameterType.STRING.convert(sensitive)
              : definition.form().convert(sensitive);
    } catch (Mistake wrong) {
      invalid(definition, chosen.get(), wrong.text());
      return broken(definition);
    }
    Value shown = definition.hidden() ? Value.secret(converted) : converted;
    if (sound || sent.isPresent()) {
      surroundings
          .constraints()
          .violation(definition.constraints(), shown)
          .ifPresent(message -> invalid(definition, chosen.get(), message));
    }
    return definition.form().kept() ? kept(definition, shown) : shown;
  }

  /**
   * Whether the default is what the template itself asks for; it is looked at even when there is
   * another value. Custom constraints judge only what is used, as in Heat.
   */
  private boolean defaultIsSound(ParameterDefinition definition) {
    if (definition.defaultValue().isEmpty()) {
      return true;
    }
    Value value = definition.defaultValue().get();
    Value shown = definition.hidden() ? Value.secret(value) : value;
    Optional<String> violation =
        surroundings
            .constraints()
            .violation(
                definition.constraints().stream()
                    .filter(constraint -> !(constraint instanceof Constraint.Custom))
                    .toList(),
                shown);
    violation.ifPresent(
        message ->
            findings.error(
                "invalid-default",
                "Parameter '%s' is invalid: Invalid default %s (%s)"
                    .formatted(definition.name(), Convert.shown(shown), message),
                path(definition.name()) + ".default",
                value.mark().at().isSomewhere() ? value.mark().at() : definition.at()));
    return violation.isEmpty();
  }

  /** The value of the setting that the parameter's value names. */
  private Value kept(ParameterDefinition definition, Value key) {
    if (!(key instanceof Value.Text(String name, Mark mark))) {
      return key;
    }
    var question = new Elsewhere.Question.Kept(Elsewhere.Store.SSM, name);
    switch (surroundings.elsewhere().ask(question, identity)) {
      case Elsewhere.Answer.Known(Value value) -> {
        try {
          return definition.form().convert(value.marked(mark));
        } catch (Mistake wrong) {
          invalid(definition, key, wrong.text());
          return broken(definition);
        }
      }
      case Elsewhere.Answer.Open(String awaits) -> {
        return new Value.Unknown(Set.of(awaits), mark);
      }
      case Elsewhere.Answer.Missing(String reason) -> {
        String shown = key.sensitive() ? Value.MASK : name;
        invalid(definition, key, "the setting \"%s\" cannot be read: %s".formatted(shown, reason));
        return broken(definition);
      }
    }
  }

  private String path(String name) {
    return template.dialect().words().parameter(name);
  }

  private void invalid(ParameterDefinition definition, Value value, String message) {
    SourceSpan at = value.mark().at().isSomewhere() ? value.mark().at() : definition.at();
    findings.error(
        "invalid-parameter",
        "Parameter '%s' is invalid: %s".formatted(definition.name(), message),
        path(definition.name()),
        at);
  }

  private static Value broken(ParameterDefinition definition) {
    return new Value.Unknown(Set.of(Evaluation.REPAIR), Mark.at(definition.at()));
  }
}
