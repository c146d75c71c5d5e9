package io.kiln.engine.convergence;

/** Hears of what begins, within the very change that begins it. */
@FunctionalInterface
public interface OperationStart {

  /**
   * Something is about to begin; an exception keeps it from doing so, and nothing is stored then.
   *
   * @param errand what is stored with it
   */
  void begins(OperationRecord operation, Errand errand);
}
