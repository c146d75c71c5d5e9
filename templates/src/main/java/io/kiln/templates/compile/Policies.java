package io.kiln.templates.compile;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** Evaluates the policies that a resource carries beside its properties. */
final class Policies {

  private final Findings findings;

  Policies(Findings findings) {
    this.findings = findings;
  }

  /** A policy that is a map in the words of the resource's type; empty when there is none. */
  Value.MapOf map(Optional<Expr> written, String path, Evaluation evaluation) {
    if (written.isEmpty()) {
      return Value.MapOf.EMPTY;
    }
    Value value = evaluation.in(path).wholeValue(written.get());
    return switch (value) {
      case Value.MapOf map -> map;
      case Value.Null _, Value.Unknown _ -> Value.MapOf.EMPTY;
      case Value.Bool _, Value.Num _, Value.Text _, Value.ListOf _ -> {
        findings.add(
            Diagnostic.error(
                "invalid-section",
                "%s must be a map, not %s."
                    .formatted(path.substring(path.lastIndexOf('.') + 1), Convert.shown(value)),
                path,
                written.get().at()));
        yield Value.MapOf.EMPTY;
      }
    };
  }
}
