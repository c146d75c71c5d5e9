package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.time.Instant;

/** A resource type that takes signals, as the engine sees it; see {@link TakesSignals}. */
public interface Signals {

  /** See {@link TakesSignals#signal}. */
  Reception signal(Value.MapOf given, Value.MapOf heard, Value details, Instant now);
}
