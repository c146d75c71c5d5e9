package io.kiln.api.auth;

/** Keystone does not answer, or not so that anything follows from it. */
final class IdentityUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdentityUnavailableException(String message) {
    super(message);
  }

  IdentityUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
