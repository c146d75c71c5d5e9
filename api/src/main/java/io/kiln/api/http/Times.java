package io.kiln.api.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as Heat writes them: UTC, whole seconds. */
public final class Times {

  private Times() {}

  /** An instant. Lists have thousands, and a formatter takes its time. */
  public static String of(Instant instant) {
    var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    return time.getSecond() == 0 ? time + ":00Z" : time + "Z";
  }

  /** An instant, null when there is none. */
  public static @Nullable String of(Optional<Instant> instant) {
    return instant.map(Times::of).orElse(null);
  }
}
