package io.kiln.templates.value;

import io.kiln.templates.source.SourceSpan;

/**
 * What a value remembers besides itself: where it was written, and whether it must never be shown.
 * Marks do not take part in equality.
 */
public record Mark(SourceSpan at, boolean sensitive) {

  /** The mark of a value nobody wrote. */
  public static final Mark NONE = new Mark(SourceSpan.NOWHERE, false);

  /** The mark of a value that nobody wrote and nobody may see. */
  public static final Mark SECRET = new Mark(SourceSpan.NOWHERE, true);

  /** A plain value written at this place. */
  public static Mark at(SourceSpan at) {
    return new Mark(at, false);
  }

  /** This place, sensitive when either is. */
  public Mark with(boolean alsoSensitive) {
    return sensitive || !alsoSensitive ? this : new Mark(at, true);
  }
}
