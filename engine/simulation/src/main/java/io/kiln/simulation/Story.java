package io.kiln.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happens in a world, told to people; costs nothing when nobody listens. */
public final class Story {

  /** Nobody listens. */
  public static final Story UNTOLD = new Story(line -> {}, false);

  private final Consumer<String> listener;
  private final boolean told;
  private Instant began = Instant.EPOCH;
  private Instant now = Instant.EPOCH;

  private Story(Consumer<String> listener, boolean told) {
    this.listener = listener;
    this.told = told;
  }

  /** One that is told line by line. */
  public static Story to(Consumer<String> listener) {
    return new Story(listener, true);
  }

  void begin(Instant at) {
    began = at;
    now = at;
  }

  void time(Instant at) {
    now = at;
  }

  void tell(Supplier<String> what) {
    if (told) {
      double seconds = Duration.between(began, now).toMillis() / 1000.0;
      listener.accept(String.format(Locale.ROOT, "%9.2f  %s", seconds, what.get()));
    }
  }
}
