package io.kiln.resources.spi;

import io.kiln.templates.value.Value;

/**
 * What a signal makes of a resource. It is stored together with the event that tells of it before
 * the sender gets an answer, so that no signal that was taken is ever lost.
 */
public sealed interface Reception {

  /**
   * It is kept.
   *
   * @param heard all that signals have made of the resource by now; never a secret
   * @param told what happened, for people; empty for what the signal itself says
   */
  record Kept(Value.MapOf heard, String told) implements Reception {}

  /**
   * A group of the same stack is to change its size.
   *
   * @param heard as above
   * @param group what {@code get_resource} yields for the group
   */
  record Passed(Value.MapOf heard, String group, Adjustment adjustment) implements Reception {}

  /** Nothing is to be done now, and nobody is told (Heat's {@code NoActionRequired}). */
  record Ignored() implements Reception {}

  /** It makes no sense; the reason is for the sender. */
  record Refused(String reason) implements Reception {}
}
