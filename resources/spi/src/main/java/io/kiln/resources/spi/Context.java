package io.kiln.resources.spi;

import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a handler may know about the step it carries out. It offers neither the graph nor the store.
 */
public interface Context {

  /**
   * Equal for every attempt at one step, different for any other step: hand it to the other side,
   * and a repeat makes nothing twice.
   */
  String attemptToken();

  /** Grows with every worker that takes this tree: the other side refuses smaller ones. */
  long fence();

  /** The root stack of the tree; fences count per root stack. */
  StackIdentity stack();

  /** The stack the resource lies in: the root of the tree, or one that is nested in it. */
  StackIdentity enclosing();

  /**
   * What signals have made by now of a resource that this one requires; only for types that {@link
   * ResourceHandler#listens()}.
   *
   * @param reference what {@code get_resource} yields for it
   * @return nothing when there is no such resource among those, or it takes no signals
   */
  Optional<Value.MapOf> signals(String reference);

  /**
   * What signals have made of the resource itself by now; only for types that {@link
   * ResourceHandler#listens()}, and empty when none has come.
   */
  default Value.MapOf signalled() {
    return Value.MapOf.EMPTY;
  }

  /** The resource's place in the tree, such as {@code controller/keystone}. */
  String path();

  /**
   * The resource's UUID: stays the same over updates, differs between a resource and its successor.
   */
  String resourceId();

  /**
   * Heat's physical name, {@code <stack>-<resource>-<12 characters>}, at most {@code limit}
   * characters: unique and equal for every attempt.
   */
  String physicalName(int limit);

  /**
   * Whether what exists may be other than it was last left, because somebody changed it by hand: an
   * update then looks, and puts right what differs (Heat's {@code converge}).
   */
  default boolean converging() {
    return false;
  }

  /** What the last {@link Progress.Waiting} of this step left, empty at the first call. */
  Optional<Value> checkpoint();

  /** How long one call may block while it waits for news from the other side. */
  Duration patience();

  Instant now();

  /** Seeded for this step: draws the same for every attempt. */
  RandomGenerator random();
}
