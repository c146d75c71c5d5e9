package io.kiln.templates.document;

import io.kiln.templates.expression.Expr;
import io.kiln.templates.source.SourceSpan;
import java.util.Optional;

/**
 * An output as written.
 *
 * @param exportName what other stacks may import it by
 */
public record DeclaredOutput(
    String name,
    SourceSpan at,
    String description,
    Expr value,
    Optional<Expr> condition,
    Optional<Expr> exportName) {}
