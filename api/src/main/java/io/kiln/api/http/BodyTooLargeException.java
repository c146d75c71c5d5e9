package io.kiln.api.http;

/** A request body over the limit; the text is Heat's. */
public final class BodyTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BodyTooLargeException(long limit) {
    super(
        "Request limit exceeded: JSON body size exceeds maximum allowed size (%d bytes)."
            .formatted(limit));
  }
}
