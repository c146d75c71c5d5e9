package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.time.Instant;

/** A group whose size signals may change, as the engine sees it; see {@link Scalable}. */
public interface Scaling {

  /** See {@link Scalable#adjust}. */
  Reception adjust(
      Value.MapOf given, Value.MapOf memory, Value.MapOf heard, Adjustment adjustment, Instant now);
}
