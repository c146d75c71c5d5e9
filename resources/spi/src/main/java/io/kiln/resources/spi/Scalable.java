package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.time.Instant;

/**
 * A {@link Group} whose size a signal may change. Pure: the answer is stored by whoever asks, and
 * the group is told of it as {@link Past#heard()} when it unfolds the next time.
 *
 * @param <P> what the group is given
 */
public interface Scalable<P extends Record> {

  /**
   * What a change of size makes of it: {@link Reception.Kept} or {@link Reception.Ignored}.
   *
   * @param given what the group was last given
   * @param memory what {@link Unfolded.Now#memory()} was the last time
   * @param heard what earlier changes have made of it
   */
  Reception adjust(
      P given, Value.MapOf memory, Value.MapOf heard, Adjustment adjustment, Instant now);
}
