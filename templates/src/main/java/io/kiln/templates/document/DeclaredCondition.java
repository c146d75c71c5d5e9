package io.kiln.templates.document;

import io.kiln.templates.expression.Expr;
import io.kiln.templates.source.SourceSpan;

/** A named condition as written. */
public record DeclaredCondition(String name, Expr expression, SourceSpan at) {}
