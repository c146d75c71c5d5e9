package io.kiln.templates.document;

import io.kiln.templates.expression.Expr;
import io.kiln.templates.source.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * A rule about parameters as written.
 *
 * @param condition whether its assertions are looked at
 */
public record DeclaredRule(
    String name, SourceSpan at, Optional<Expr> condition, List<Assertion> assertions) {

  public DeclaredRule {
    assertions = List.copyOf(assertions);
  }

  /**
   * What must be true.
   *
   * @param description what to say when it is not; may be empty
   */
  public record Assertion(Expr expression, String description, SourceSpan at) {}
}
