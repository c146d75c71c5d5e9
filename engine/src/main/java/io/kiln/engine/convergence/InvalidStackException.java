package io.kiln.engine.convergence;

import io.kiln.templates.source.Diagnostic;
import java.util.List;

/** What was sent cannot become a stack; nothing was stored. */
public final class InvalidStackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /**
   * @param diagnostics all that is wrong, sorted by place; at least one error
   */
  public InvalidStackException(List<Diagnostic> diagnostics) {
    super(diagnostics.isEmpty() ? "invalid stack" : diagnostics.getFirst().toString());
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
