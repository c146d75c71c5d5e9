package io.kiln.engine.convergence;

/** No stack of that name or id is in the project; the text is Heat's. */
public final class StackNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackNotFoundException(String nameOrId) {
    super("The Stack (%s) could not be found.".formatted(nameOrId));
  }
}
