package io.kiln.templates.compile;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.parameter.Constraints;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Gives every parameter of a template its value: sent, from a default, or an error. */
final class Settled {

  private final Constraints constraints;
  private final Findings findings;
  private final boolean complete;

  /**
   * Settles parameters.
   *
   * @param complete a parameter without a value is a mistake, not an unknown
   */
  Settled(Constraints constraints, Findings findings, boolean complete) {
    this.constraints = constraints;
    this.findings = findings;
    this.complete = complete;
  }

  /**
   * The parameters' values, pseudo parameters first.
   *
   * @param given values for this template alone
   * @param defaults the environment's values for whoever has such a parameter
   */
  SequencedMap<String, Value> values(
      Map<String, ParameterDefinition> definitions,
      Map<String, Value> given,
      Map<String, Value> defaults,
      StackIdentity identity) {
    SequencedMap<String, Value> values = pseudo(identity);
    definitions
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

  private static Optional<Value> present(Map<String, Value> values, String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Value.Null));
  }

  /** Finds values for parameters that the template does not have. */
  void unknown(Collection<String> known, Map<String, Value> given) {
    given.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            findings.add(
                new Diagnostic(
                    Diagnostic.Severity.ERROR,
                    "unknown-user-parameter",
                    "The Parameter (%s) was not defined in template.".formatted(name),
                    "parameters." + name,
                    value.mark().at(),
                    Suggestion.hint(name, known)));
          }
        });
  }

  private static SequencedMap<String, Value> pseudo(StackIdentity identity) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    values.put("OS::stack_id", pseudo("OS::stack_id", identity.id()));
    values.put("OS::project_id", pseudo("OS::project_id", identity.project()));
    values.put("OS::stack_name", pseudo("OS::stack_name", identity.name()));
    return values;
  }

  /** What is not decided yet, such as the id of a stack that is only looked at, is not known. */
  private static Value pseudo(String name, String value) {
    return value.isEmpty() ? new Value.Unknown(Set.of(name), Mark.NONE) : Value.text(value);
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
          "parameters." + definition.name(),
          definition.at());
      return broken(definition);
    }
    Value converted;
    try {
      converted =
          definition
              .type()
              .convert(definition.hidden() ? Value.secret(chosen.get()) : chosen.get());
    } catch (Mistake wrong) {
      invalid(definition, chosen.get(), wrong.text());
      return broken(definition);
    }
    Value shown = definition.hidden() ? Value.secret(converted) : converted;
    constraints
        .violation(definition.constraints(), shown)
        .ifPresent(message -> invalid(definition, chosen.get(), message));
    return shown;
  }

  private void invalid(ParameterDefinition definition, Value value, String message) {
    SourceSpan at = value.mark().at().isSomewhere() ? value.mark().at() : definition.at();
    findings.error(
        "invalid-parameter",
        "Parameter '%s' is invalid: %s".formatted(definition.name(), message),
        "parameters." + definition.name(),
        at);
  }

  private static Value broken(ParameterDefinition definition) {
    return new Value.Unknown(Set.of(Evaluation.REPAIR), Mark.at(definition.at()));
  }
}
