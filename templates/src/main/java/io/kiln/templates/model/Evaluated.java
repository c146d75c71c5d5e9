package io.kiln.templates.model;

import io.kiln.templates.source.Diagnostic;
import java.util.List;

/**
 * A result and what was found wrong on the way. With an error among the findings the result is only
 * good for going on looking for more errors.
 */
public record Evaluated<T>(T result, List<Diagnostic> diagnostics) {

  public Evaluated {
    diagnostics = List.copyOf(diagnostics);
  }

  /** A result without findings. */
  public static <T> Evaluated<T> of(T result) {
    return new Evaluated<>(result, List.of());
  }

  /** Whether any finding is an error. */
  public boolean failed() {
    return diagnostics.stream().anyMatch(found -> found.severity() == Diagnostic.Severity.ERROR);
  }
}
