package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.time.Instant;

/**
 * A {@link Resource} that takes signals. Pure: the answer is stored by whoever asks.
 *
 * @param <P> what the resource is given
 */
public interface TakesSignals<P extends Record> {

  /**
   * Somebody signals a resource.
   *
   * @param given what the resource was last given
   * @param heard what signals have made of it so far; empty at first
   * @param details what the sender says: any JSON, null for nothing
   */
  Reception signal(P given, Value.MapOf heard, Value details, Instant now);
}
