package io.kiln.engine.convergence;

/** A stack of that name exists in the project already. */
public final class StackExistsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackExistsException(String name) {
    super("The Stack (%s) already exists.".formatted(name));
  }
}
