package io.kiln.api.settings;

/** A stack may not be deleted as long as it is protected. */
public final class ProtectedStackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of this stack. */
  public ProtectedStackException(String stack) {
    super("Stack [%s] cannot be deleted while TerminationProtection is enabled".formatted(stack));
  }
}
