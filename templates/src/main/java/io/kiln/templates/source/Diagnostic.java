package io.kiln.templates.source;

import java.util.Optional;

/**
 * One thing wrong with what the user wrote. Collected, not thrown: the user sees all of them at
 * once.
 *
 * @param code stable and kebab-case, such as {@code unknown-property}; programs match on it
 * @param message what is wrong, in Heat's own words where clients or tests match on those
 * @param path the place in the model, such as {@code resources.web.properties.image}; may be empty
 * @param hint what to do about it, only when likely right
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    String path,
    SourceSpan at,
    Optional<String> hint) {

  /** Whether the template cannot be used, deserves a second look, or could just be shorter. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }

  /** An error without a hint. */
  public static Diagnostic error(String code, String message, String path, SourceSpan at) {
    return new Diagnostic(Severity.ERROR, code, message, path, at, Optional.empty());
  }

  /** The same finding with advice. */
  public Diagnostic withHint(String hint) {
    return new Diagnostic(severity, code, message, path, at, Optional.of(hint));
  }

  @Override
  public String toString() {
    return "%s: %s[%s]: %s%s"
        .formatted(
            at,
            severity.name().toLowerCase(java.util.Locale.ROOT),
            code,
            message,
            hint.map(text -> " (" + text + ")").orElse(""));
  }
}
