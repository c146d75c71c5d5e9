package io.kiln.templates.compile;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.dialect.Dialect;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** Evaluates the policies that a resource carries beside its properties. */
final class Policies {

  private static final List<DeletionPolicy> OF_HEAT =
      List.of(DeletionPolicy.DELETE, DeletionPolicy.RETAIN, DeletionPolicy.SNAPSHOT);

  private static final List<DeletionPolicy> OF_AWS =
      List.of(
          DeletionPolicy.DELETE,
          DeletionPolicy.RETAIN,
          DeletionPolicy.SNAPSHOT,
          DeletionPolicy.RETAIN_EXCEPT_ON_CREATE);

  private final Dialect dialect;
  private final Findings findings;

  Policies(Dialect dialect, Findings findings) {
    this.dialect = dialect;
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

  /** What becomes of the outside thing when its resource goes. */
  DeletionPolicy deletion(DeclaredResource resource, Evaluation evaluation) {
    String path = dialect.words().resource(resource.name(), "deletion_policy");
    List<DeletionPolicy> known = dialect == CfnDialect.AWS ? OF_AWS : OF_HEAT;
    return chosen(resource.deletionPolicy(), path, "deletion", known, evaluation)
        .orElse(DeletionPolicy.DELETE);
  }

  /**
   * What becomes of the outside thing when another takes its place: nothing when the dialect does
   * not tell this from deletion.
   */
  Optional<DeletionPolicy> replacement(DeclaredResource resource, Evaluation evaluation) {
    if (dialect != CfnDialect.AWS) {
      return Optional.empty();
    }
    String path = dialect.words().resource(resource.name(), "update_replace_policy");
    return Optional.of(
        chosen(resource.replacePolicy(), path, "update replace", OF_HEAT, evaluation)
            .orElse(DeletionPolicy.DELETE));
  }

  private Optional<DeletionPolicy> chosen(
      Optional<Expr> written,
      String path,
      String kind,
      List<DeletionPolicy> known,
      Evaluation evaluation) {
    Optional<Value> value = written.map(expr -> evaluation.in(path).value(expr));
    if (value.isEmpty()
        || value.get() instanceof Value.Null
        || value.get() instanceof Value.Unknown) {
      return Optional.empty();
    }
    SequencedMap<String, DeletionPolicy> names = new LinkedHashMap<>();
    known.forEach(policy -> names.put(word(policy), policy));
    if (value.get() instanceof Value.Text(String text, _)) {
      DeletionPolicy found =
          names.get(dialect instanceof CfnDialect ? text : text.toLowerCase(Locale.ROOT));
      if (found != null) {
        return Optional.of(found);
      }
    }
    findings.add(
        Diagnostic.error(
                "invalid-deletion-policy",
                "Invalid %s policy \"%s\"".formatted(kind, Convert.shown(value.get())),
                path,
                value.get().mark().at())
            .withHint("one of " + String.join(", ", names.keySet())));
    return Optional.empty();
  }

  private String word(DeletionPolicy policy) {
    return dialect.words().of(policy.name().toLowerCase(Locale.ROOT));
  }
}
