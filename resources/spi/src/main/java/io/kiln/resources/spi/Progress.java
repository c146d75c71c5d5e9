package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a step has come. Expected trouble is an answer, never an exception.
 *
 * @param <A> the attributes a finished resource exposes
 */
public sealed interface Progress<A> {

  /**
   * The resource is as wanted.
   *
   * @param physicalId what the outside world calls it
   */
  record Done<A>(String physicalId, A attributes) implements Progress<A> {}

  /** The resource exists no more, or never did: how a delete ends. */
  record Gone<A>() implements Progress<A> {}

  /**
   * Not there yet: call the same method again with this checkpoint, by any worker.
   *
   * @param physicalId what the outside world calls it, once that is known
   * @param checkpoint all that is needed to go on; never a secret
   * @param askAgainIn how long to wait; zero when the call itself waits for news
   * @param doing what is going on, for people
   */
  record Waiting<A>(
      Optional<String> physicalId, Value checkpoint, Duration askAgainIn, String doing)
      implements Progress<A> {}

  /**
   * Cannot be done.
   *
   * @param physicalId what the outside world calls what is left of it, if anything may be
   * @param reason for people: what, where and what to do; never a secret
   * @param retriable the same call may succeed later; the engine decides how often to try
   */
  record Failed<A>(Optional<String> physicalId, String reason, boolean retriable)
      implements Progress<A> {}
}
