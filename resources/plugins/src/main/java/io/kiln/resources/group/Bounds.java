package io.kiln.resources.group;

import io.kiln.resources.signal.Cooldown;
import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Reception;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Between what sizes a group may be, and which it is to have.
 *
 * @param desired by default the least at first, and later as many as there are
 * @param cooldown seconds after a change by a signal in which no other changes the size
 */
record Bounds(int least, int most, Optional<Integer> desired, Optional<Long> cooldown) {

  /** What was last asked for by a signal, and how many were heard by then. */
  private static final String SIZE = "size";

  private static final String NUMBER = "number";

  /** What makes no sense about them, in Heat's words. */
  Optional<String> mistake() {
    if (least > most) {
      return Optional.of("MinSize can not be greater than MaxSize");
    }
    if (desired.filter(size -> size < least || size > most).isPresent()) {
      return Optional.of("DesiredCapacity must be between MinSize and MaxSize");
    }
    return GroupSize.mistake("MinSize", least)
        .or(() -> desired.flatMap(size -> GroupSize.mistake("DesiredCapacity", size)));
  }

  /**
   * The members there are to be: a change of the bounds counts, or a signal that came since the
   * group was unfolded the last time.
   */
  Crew crew(Past past) {
    Crew crew = Crew.of(past);
    Value why =
        Value.list(
            List.of(Value.number(least), Value.number(most), Value.number(desired.orElse(-1))));
    long number = number(past.heard());
    boolean scaled = number > crew.heard();
    boolean same = why.equals(crew.because());
    if (same && !scaled) {
      return crew;
    }
    int now = scaled ? size(past.heard()) : crew.names().size();
    int asked = same ? now : desired.orElse(now);
    return crew.sized(Math.clamp(asked, least, reachable()), why, past).hearing(number);
  }

  /** See {@link io.kiln.resources.spi.Scalable#adjust}. */
  Reception adjust(Value.MapOf memory, Value.MapOf heard, Adjustment adjustment, Instant now) {
    if (Cooldown.lasts(heard, now)) {
      return new Reception.Ignored();
    }
    Crew crew = Crew.of(memory, List.of());
    int current = number(heard) > crew.heard() ? size(heard) : crew.names().size();
    int size = Capacity.after(current, adjustment, least, reachable());
    if (size == current) {
      return new Reception.Ignored();
    }
    Duration pause = adjustment.cooldown().orElseGet(() -> Duration.ofSeconds(cooldown.orElse(0L)));
    SequencedMap<String, Value> kept = Cooldown.begun(heard, pause, adjustment, now);
    kept.put(SIZE, Value.number(size));
    kept.put(NUMBER, Value.number(number(heard) + 1));
    return new Reception.Kept(Value.map(kept), Cooldown.described(adjustment));
  }

  /** A signal leads no further than a group can be, whatever its bounds say. */
  private int reachable() {
    return Math.max(least, Math.min(most, GroupSize.MOST));
  }

  private static long number(Value.MapOf heard) {
    return heard.get(NUMBER) instanceof Value.Num(BigDecimal number, _) ? number.longValue() : 0;
  }

  private static int size(Value.MapOf heard) {
    return heard.get(SIZE) instanceof Value.Num(BigDecimal size, _) ? size.intValue() : 0;
  }
}
