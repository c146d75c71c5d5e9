package io.kiln.hooks.agent.script;

/** A hook did not end in time and was killed with everything it had started. */
public final class HookTimeoutException extends RuntimeException {

  private final String output;

  HookTimeoutException(String message, String output) {
    super(message);
    this.output = output;
  }

  /** The end of what it had written to both streams; may hold secrets. */
  public String output() {
    return output;
  }
}
