package io.kiln.engine.convergence.plans;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import java.util.List;

/** A kept plan is not what would happen by now; nothing was begun. */
public final class StalePlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> changed;

  StalePlanException(List<Diagnostic> changed) {
    super(
        "The plan is stale, and nothing was done: %s%s"
            .formatted(
                changed.getFirst().message(),
                changed.size() > 1 ? " (and %d more)".formatted(changed.size() - 1) : ""));
    this.changed = List.copyOf(changed);
  }

  StalePlanException(String code, String message) {
    this(List.of(Diagnostic.error(code, message, "", SourceSpan.NOWHERE)));
  }

  /** What went stale, one finding each. */
  public List<Diagnostic> changed() {
    return changed;
  }
}
