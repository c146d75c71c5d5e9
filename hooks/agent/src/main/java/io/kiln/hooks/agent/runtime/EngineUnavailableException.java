package io.kiln.hooks.agent.runtime;

/** The engine did not answer, or not in time; it may come back. */
public final class EngineUnavailableException extends RuntimeException {

  /** The message says what was asked and how it failed. */
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * As {@link #EngineUnavailableException(String, Throwable)}, without a cause of the transport.
   */
  public EngineUnavailableException(String message) {
    super(message);
  }
}
