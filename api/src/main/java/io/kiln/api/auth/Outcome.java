package io.kiln.api.auth;

import java.time.Duration;

/** What came of asking who sent a request. */
sealed interface Outcome {

  /** It is known. */
  record Known(Caller caller) implements Outcome {}

  /**
   * The credentials are good for nothing here.
   *
   * @param because for whoever sent them; says nothing that helps to guess
   */
  record Refused(String because) implements Outcome {}

  /**
   * Nobody can tell at the moment.
   *
   * @param because for whoever sent them
   * @param retryAfter when to ask again
   */
  record Away(String because, Duration retryAfter) implements Outcome {}
}
