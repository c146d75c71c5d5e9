package io.kiln.hooks.protocol;

/** The agent of a host gave no usable answer; whether it got the call is not known. */
public final class HostUnreachableException extends RuntimeException {

  /** The message says which address was called and what came back instead of an answer. */
  public HostUnreachableException(String message) {
    super(message);
  }

  /** As {@link #HostUnreachableException(String)}, with what the transport threw. */
  public HostUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
