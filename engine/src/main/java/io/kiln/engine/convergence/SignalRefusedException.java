package io.kiln.engine.convergence;

/** A signal that makes no sense to the resource it was sent to. */
public final class SignalRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  private SignalRefusedException(String type, String message) {
    super(message);
    this.type = type;
  }

  /** The resource's type takes no signals; in Heat's words. */
  static SignalRefusedException unsupported() {
    return new SignalRefusedException(
        "ResourceActionNotSupported", "signal is not supported for resource.");
  }

  /** The resource is in no state to be signalled; in Heat's words. */
  static SignalRefusedException during(String action) {
    return new SignalRefusedException(
        "NotSupported", "Signal resource during %s is not supported.".formatted(action));
  }

  /** No such hook is there to be cleared. */
  static SignalRefusedException hook(String message) {
    return new SignalRefusedException("InvalidBreakPointHook", message);
  }

  /** What the signal says cannot be taken. */
  static SignalRefusedException content(String path, String message) {
    return new SignalRefusedException(
        "ResourceFailure", "resources.%s: %s".formatted(path, message));
  }

  /** Heat's name for the mistake. */
  public String type() {
    return type;
  }
}
