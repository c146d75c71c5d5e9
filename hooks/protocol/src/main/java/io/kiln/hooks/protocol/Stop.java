package io.kiln.hooks.protocol;

import java.time.Duration;
import java.util.Optional;

/**
 * How a container is stopped.
 *
 * @param grace before it is killed; whole seconds count
 * @param signal such as {@code SIGQUIT}; absent means the image's own
 */
public record Stop(Duration grace, Optional<String> signal) {

  /** Ten seconds after the image's signal, as the engine has it. */
  public static final Stop DEFAULT = new Stop(Duration.ofSeconds(10), Optional.empty());

  public Stop {
    if (grace.isNegative() || grace.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "the grace of a stop is between 0 and a day, not " + grace);
    }
  }
}
