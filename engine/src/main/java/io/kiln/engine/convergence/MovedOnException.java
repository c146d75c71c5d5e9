package io.kiln.engine.convergence;

/** Something happened to a stack while somebody worked out what to do with it. */
public final class MovedOnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MovedOnException() {
    super("Something happened to the stack while this was worked out; nothing was begun.");
  }
}
