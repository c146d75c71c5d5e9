package io.kiln.resources.signal;

import io.kiln.resources.spi.Adjustment;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The time after a change of size in which there is no other, in the form that Heat shows as
 * metadata (heat/scaling/cooldown.py).
 */
public final class Cooldown {

  private static final String END = "cooldown_end";
  private static final String SCALING = "scaling_in_progress";

  private Cooldown() {}

  /** Whether it lasts. */
  public static boolean lasts(Value.MapOf heard, Instant now) {
    return end(heard).filter(now::isBefore).isPresent();
  }

  private static Optional<Instant> end(Value.MapOf heard) {
    if (!(heard.get(END) instanceof Value.MapOf ends) || ends.entries().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(ends.entries().keySet().iterator().next()));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // not written here: as if it were over
    }
  }

  /**
   * What is kept from now on.
   *
   * @param adjustment how the size was changed
   */
  public static SequencedMap<String, Value> begun(
      Value.MapOf heard, Duration cooldown, Adjustment adjustment, Instant now) {
    Instant until = now.plus(cooldown);
    Instant end = end(heard).filter(until::isBefore).orElse(until);
    SequencedMap<String, Value> kept = new LinkedHashMap<>(heard.entries());
    kept.put(END, Value.map(Map.of(end.toString(), Value.text(described(adjustment)))));
    kept.put(SCALING, Value.bool(false));
    return kept;
  }

  /** In CloudFormation's words, as in Heat. */
  public static String described(Adjustment adjustment) {
    String kind =
        switch (adjustment.kind()) {
          case CHANGE_IN_CAPACITY -> "ChangeInCapacity";
          case EXACT_CAPACITY -> "ExactCapacity";
          case PERCENT_CHANGE_IN_CAPACITY -> "PercentChangeInCapacity";
        };
    return "%s : %d".formatted(kind, adjustment.amount());
  }
}
