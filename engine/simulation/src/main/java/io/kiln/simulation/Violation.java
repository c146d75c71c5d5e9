package io.kiln.simulation;

/** An invariant does not hold. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Invariant invariant;

  Violation(Invariant invariant, String what) {
    super(what);
    this.invariant = invariant;
  }

  Violation(Invariant invariant, String what, Throwable cause) {
    super(what, cause);
    this.invariant = invariant;
  }

  /** Which. */
  public Invariant invariant() {
    return invariant;
  }
}
