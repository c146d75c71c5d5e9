package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Result;
import java.util.Optional;

/** Ends an operation as FAILED; expected trouble, not a fault of the program. */
final class WorkFailedException extends RuntimeException {

  private final transient Failure failure;
  private final transient Optional<Result> result;

  WorkFailedException(Failure.Cause cause, String reason) {
    this(new Failure(cause, reason, false), Optional.empty());
  }

  WorkFailedException(Failure failure) {
    this(failure, Optional.empty());
  }

  WorkFailedException(Failure failure, Optional<Result> result) {
    super(failure.reason());
    this.failure = failure;
    this.result = result;
  }

  Failure failure() {
    return failure;
  }

  Optional<Result> result() {
    return result;
  }
}
