package io.kiln.engine.convergence.plans;

/** There are so many plans that wait that no more are kept. */
public final class TooManyPlansException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyPlansException(String message) {
    super(message);
  }
}
