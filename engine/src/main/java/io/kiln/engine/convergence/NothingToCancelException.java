package io.kiln.engine.convergence;

/** The stack is doing nothing that could be cancelled. */
public final class NothingToCancelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** In Heat's words. */
  public NothingToCancelException(StackRecord stack) {
    super("Cancelling update when stack is %s is not supported.".formatted(stack.state()));
  }
}
