package io.kiln.templates.parameter;

import io.kiln.templates.check.NamedChecks;
import io.kiln.templates.function.PythonText;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Says in Heat's words what is wrong with a value under a constraint. */
public final class Constraints {

  private final TypeCatalog catalog;

  public Constraints(TypeCatalog catalog) {
    this.catalog = catalog;
  }

  /** What the first broken constraint says; unknown values break none. */
  public Optional<String> violation(List<Constraint> constraints, Value value) {
    return constraints.stream().flatMap(one -> violation(one, value).stream()).findFirst();
  }

  private Optional<String> violation(Constraint constraint, Value value) {
    if (!value.known()) {
      return Optional.empty();
    }
    Optional<String> broken =
        switch (constraint) {
          case Constraint.Length(OptionalLong min, OptionalLong max, _) -> length(min, max, value);
          case Constraint.Range(Optional<BigDecimal> min, Optional<BigDecimal> max, _) ->
              range(min, max, value);
          case Constraint.Modulo(long step, long offset, _) -> modulo(step, offset, value);
          case Constraint.AllowedValues(List<Value> values, _) -> allowed(values, value);
          case Constraint.AllowedPattern(String pattern, boolean whole, _) ->
              pattern(pattern, whole, value);
          case Constraint.Custom(String name, _) -> custom(name, value);
        };
    return broken.map(message -> constraint.description().orElse(message));
  }

  private static Optional<String> length(OptionalLong min, OptionalLong max, Value value) {
    long length =
        switch (value) {
          case Value.Text(String text, _) -> text.codePointCount(0, text.length());
          case Value.ListOf(List<Value> items, _) -> items.size();
          case Value.MapOf map -> map.entries().size();
          case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ ->
              PythonText.of(value).length();
        };
    boolean fits = length >= min.orElse(0) && length <= max.orElse(Long.MAX_VALUE);
    return fits
        ? Optional.empty()
        : Optional.of(
            "length (%d) is out of range (min: %s, max: %s)"
                .formatted(length, bound(min), bound(max)));
  }

  private static String bound(OptionalLong bound) {
    return bound.isPresent() ? Long.toString(bound.getAsLong()) : "None";
  }

  private static Optional<String> range(
      Optional<BigDecimal> min, Optional<BigDecimal> max, Value value) {
    if (!(value instanceof Value.Num(BigDecimal number, _))) {
      return Optional.empty();
    }
    boolean fits =
        min.filter(low -> number.compareTo(low) < 0).isEmpty()
            && max.filter(high -> number.compareTo(high) > 0).isEmpty();
    return fits
        ? Optional.empty()
        : Optional.of(
            "%s is out of range (min: %s, max: %s)"
                .formatted(
                    shown(value),
                    min.map(PythonText::number).orElse("None"),
                    max.map(PythonText::number).orElse("None")));
  }

  private static Optional<String> modulo(long step, long offset, Value value) {
    if (!(value instanceof Value.Num(BigDecimal number, _)) || step == 0) {
      return Optional.empty();
    }
    BigDecimal rest =
        number.subtract(BigDecimal.valueOf(offset)).remainder(BigDecimal.valueOf(step));
    return rest.signum() == 0
        ? Optional.empty()
        : Optional.of(
            "%s is not a multiple of %d with an offset of %d)"
                .formatted(shown(value), step, offset));
  }

  private static Optional<String> allowed(List<Value> values, Value value) {
    List<Value> given =
        value instanceof Value.ListOf(List<Value> items, _) ? items : List.of(value);
    boolean fits =
        given.stream()
            .allMatch(
                one ->
                    values.stream()
                        .anyMatch(
                            other ->
                                PythonText.of(one).equals(PythonText.of(other))
                                    || one.equals(other)));
    return fits
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is not an allowed value [%s]"
                .formatted(
                    shown(value), String.join(", ", values.stream().map(PythonText::of).toList())));
  }

  private static Optional<String> pattern(String pattern, boolean whole, Value value) {
    if (value instanceof Value.ListOf(List<Value> items, _)) {
      return items.stream().flatMap(item -> pattern(pattern, whole, item).stream()).findFirst();
    }
    String text = PythonText.of(value);
    if (Patterns.fault(pattern).isPresent()) {
      return Optional.empty();
    }
    return switch (Patterns.compare(pattern, whole, text)) {
      case MATCHES -> Optional.empty();
      case DIFFERS ->
          Optional.of("\"%s\" does not match pattern \"%s\"".formatted(shown(value), pattern));
      case GAVE_UP ->
          Optional.of(
              "\"%s\" takes too long to compare with pattern \"%s\""
                  .formatted(shown(value), pattern));
    };
  }

  private Optional<String> custom(String name, Value value) {
    if (catalog.hasCheck(name)) {
      return catalog.check(name, value);
    }
    if (!NamedChecks.has(name) || value instanceof Value.Null) {
      return Optional.empty();
    }
    List<Value> all = value instanceof Value.ListOf(List<Value> items, _) ? items : List.of(value);
    return all.stream().flatMap(one -> named(name, one).stream()).findFirst();
  }

  private static Optional<String> named(String name, Value value) {
    String text = value instanceof Value.Bool ? "" : PythonText.of(value);
    Optional<String> fault = NamedChecks.fault(name, text);
    if (fault.isEmpty()) {
      return fault;
    }
    if (value.sensitive() || fault.get().isEmpty()) {
      return Optional.of("\"%s\" does not validate %s".formatted(shown(value), name));
    }
    return Optional.of("Error validating value '%s': %s".formatted(text, fault.get()));
  }

  /** What is wrong with asking for this constraint at all. */
  public Optional<Diagnostic> unknown(Constraint constraint, String path, SourceSpan at) {
    if (!(constraint instanceof Constraint.Custom(String name, _))
        || catalog.hasCheck(name)
        || NamedChecks.has(name)) {
      return Optional.empty();
    }
    if (NamedChecks.needsCloud(name)) {
      return Optional.of(
          new Diagnostic(
              Diagnostic.Severity.WARNING,
              "unchecked-constraint",
              "The constraint %s asks a cloud's service; it is not checked.".formatted(name),
              path,
              at,
              Optional.empty()));
    }
    return Optional.of(
        new Diagnostic(
            Diagnostic.Severity.ERROR,
            "unknown-constraint",
            "The custom constraint %s is not known (constraint not found)".formatted(name),
            path,
            at,
            Suggestion.hint(name, NamedChecks.names())));
  }

  private static String shown(Value value) {
    return value.sensitive() ? Value.MASK : PythonText.of(value);
  }
}
