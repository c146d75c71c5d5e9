package io.kiln.engine.convergence;

/** The stack is doing something that what was asked for would have to wait for. */
public final class ActionInProgressException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** In Heat's words. */
  public ActionInProgressException(StackRecord stack) {
    super(
        "Stack %s already has an action (%s) in progress.".formatted(stack.name(), stack.action()));
  }
}
