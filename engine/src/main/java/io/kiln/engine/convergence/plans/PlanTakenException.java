package io.kiln.engine.convergence.plans;

/** Somebody else carried the plan out first, or it is gone; nothing was begun. */
public final class PlanTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlanTakenException() {
    super("The plan was carried out already, or is gone.");
  }
}
