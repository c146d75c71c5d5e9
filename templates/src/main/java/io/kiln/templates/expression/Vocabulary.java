package io.kiln.templates.expression;

import io.kiln.templates.source.Diagnostic;
import java.util.Map;
import java.util.Optional;

/** The functions of one version of one dialect. */
public interface Vocabulary {

  /** Functions in values, by name. */
  Map<String, Function> values();

  /** Functions in conditions, by name. */
  Map<String, Function> conditions();

  /** What to say about the only key of a map that is no function of this version. */
  Optional<Remark> remark(String key);

  /** A finding about a key. */
  record Remark(Diagnostic.Severity severity, String code, String message, Optional<String> hint) {

    /** A function that stands where it cannot. */
    public static Remark misplaced(String function) {
      return new Remark(
          Diagnostic.Severity.ERROR,
          "misplaced-function",
          "The function \"%s\" is invalid in this context".formatted(function));
    }

    /** A finding without advice. */
    public Remark(Diagnostic.Severity severity, String code, String message) {
      this(severity, code, message, Optional.empty());
    }
  }
}
