package io.kiln.api.http;

import java.util.Optional;

/** A request that cannot be used as it is; the message says what, where and why, for its sender. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<BodyFault> fault;

  public BadInputException(String message) {
    super(message);
    this.fault = Optional.empty();
  }

  BadInputException(String message, BodyFault fault) {
    super(message);
    this.fault = Optional.of(fault);
  }

  /** Where in the body it is wrong; empty when something else is, or the body as a whole. */
  public Optional<BodyFault> fault() {
    return fault;
  }
}
