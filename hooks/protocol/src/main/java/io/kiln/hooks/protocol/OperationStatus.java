package io.kiln.hooks.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * How far an operation has come.
 *
 * @param token of the operation
 * @param progress one line for people; never holds a secret
 * @param result what came out. A command that ended with a wrong code is FAILED and still has one,
 *     so that its output can be shown
 * @param failure present exactly when the state is FAILED
 */
public record OperationStatus(
    String token,
    State state,
    String progress,
    Optional<Result> result,
    Optional<Failure> failure) {

  /** RUNNING also means accepted but waiting: for its turn, or for the container engine. */
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }

  public OperationStatus {
    if (failure.isPresent() != (state == State.FAILED)) {
      throw new IllegalArgumentException("a failure is there exactly when the state is FAILED");
    }
  }

  /** Accepted and not final. */
  public static OperationStatus running(String token, String progress) {
    return new OperationStatus(token, State.RUNNING, progress, Optional.empty(), Optional.empty());
  }

  /** Finished well. */
  public static OperationStatus done(String token, Result result) {
    return new OperationStatus(token, State.DONE, "done", Optional.of(result), Optional.empty());
  }

  /** Finished badly, with nothing to show but the reason. */
  public static OperationStatus failed(String token, Failure failure) {
    return failed(token, failure, Optional.empty());
  }

  /** Finished badly, with what came out before. */
  public static OperationStatus failed(String token, Failure failure, Optional<Result> result) {
    return new OperationStatus(token, State.FAILED, "failed", result, Optional.of(failure));
  }

  /** Nothing will change any more. */
  @JsonIgnore
  public boolean isFinal() {
    return state != State.RUNNING;
  }
}
