package io.kiln.api.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as Heat writes them: UTC, whole seconds. */
public final class Times {

  private Times() {}

  /** One that was written: lists have thousands of instants, most of them in the same seconds. */
  private record Written(long second, String text) {

    static Written of(long second) {
      var time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      return new Written(second, time.getSecond() == 0 ? time + ":00Z" : time + "Z");
    }
  }

  /** Of whatever request; whoever meets another second writes it anew. */
  private static volatile Written last = Written.of(0);

  /** An instant. */
  public static String of(Instant instant) {
    Written written = last;
    if (written.second() != instant.getEpochSecond()) {
      written = Written.of(instant.getEpochSecond());
      last = written;
    }
    return written.text();
  }

  /** An instant, null when there is none. */
  public static @Nullable String of(Optional<Instant> instant) {
    return instant.map(Times::of).orElse(null);
  }
}
