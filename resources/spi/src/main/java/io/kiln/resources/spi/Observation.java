package io.kiln.resources.spi;

import io.kiln.templates.value.Value;

/** What a look at the real thing behind a resource shows. A look changes nothing anywhere. */
public sealed interface Observation {

  /**
   * It is there.
   *
   * @param expected how it was made, as far as this can be seen from outside
   * @param actual how it is, in the same form; what it does not have is absent. A value is as
   *     secret as the one it is compared with
   */
  record Found(Value.MapOf expected, Value.MapOf actual) implements Observation {}

  /**
   * It is not there any more.
   *
   * @param what is missing, for people
   */
  record Missing(String what) implements Observation {}

  /**
   * Nobody can say: who would know does not answer.
   *
   * @param reason for people
   */
  record Unknown(String reason) implements Observation {}
}
