package io.kiln.engine.convergence;

/** The stack has no such resource. */
public final class ResourceNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** In Heat's words. */
  public ResourceNotFoundException(String resource, String stack) {
    super("The Resource (%s) could not be found in Stack %s.".formatted(resource, stack));
  }
}
