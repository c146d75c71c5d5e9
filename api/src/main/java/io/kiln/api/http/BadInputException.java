package io.kiln.api.http;

/** A request that cannot be used as it is; the message says what, where and why, for its sender. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }
}
