package io.kiln.templates.expression;

import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;

/**
 * What an {@code if} without an else-branch gives when its condition is false: the list item, map
 * entry or property it stands in is left out.
 */
public final class Absent {

  /** Told from every other null by identity. */
  public static final Value VALUE = new Value.Null(Mark.NONE);

  private Absent() {}

  /** Whether this is the mark of absence itself. */
  @SuppressWarnings("ReferenceEquality") // Identity is the point: it equals every null.
  public static boolean is(Value value) {
    return value == VALUE;
  }
}
