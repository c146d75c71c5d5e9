package io.kiln.templates.yaql;

import com.google.re2j.Pattern;
import io.kiln.templates.value.Value;

/** What an expression gives on the way to its result. */
sealed interface Datum {

  /** A value of the template language. */
  record Of(Value value) implements Datum {}

  /** A sequence that is made as it is read; perhaps without end. */
  record Flow(Iterable<Value> items) implements Datum {}

  /** A pattern, made by {@code regex}. */
  record Regex(Pattern pattern) implements Datum {}

  /** A scope that {@code let} made, for the right side of {@code ->}. */
  record Scope(Context context) implements Datum {}
}
