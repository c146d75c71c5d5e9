package io.kiln.api.heat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as Heat writes them: UTC, whole seconds. */
public final class Times {

  private Times() {}

  /** An instant. */
  public static String of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** An instant, null when there is none. */
  public static @Nullable String of(Optional<Instant> instant) {
    return instant.map(Times::of).orElse(null);
  }
}
