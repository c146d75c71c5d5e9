package io.kiln.resources.signal;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Reception;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the scaling policies of Heat and CloudFormation have in common. */
record Scaling(
    String group,
    int amount,
    Adjustment.Kind kind,
    Optional<Long> cooldown,
    Optional<Integer> least) {

  private static final String ALARM = "alarm";

  /** What is wrong with it, in Heat's words. */
  Optional<String> mistake(String step, String type, String percent) {
    return least.isPresent() && kind != Adjustment.Kind.PERCENT_CHANGE_IN_CAPACITY
        ? Optional.of(
            "%s property should only be specified for %s with value %s."
                .formatted(step, type, percent))
        : Optional.empty();
  }

  /** An alarm that is over, or one in the time after a change, changes nothing. */
  Reception signal(Value.MapOf heard, Value details, Instant now) {
    if (!state(details).equals(ALARM) || Cooldown.lasts(heard, now)) {
      return new Reception.Ignored();
    }
    Optional<Duration> pause = cooldown.map(Duration::ofSeconds);
    var adjustment = new Adjustment(kind, amount, least, pause);
    return new Reception.Passed(
        Value.map(Cooldown.begun(heard, pause.orElse(Duration.ZERO), adjustment, now)),
        group,
        adjustment);
  }

  /** As alarms say it: {@code current}, or {@code state}. */
  private static String state(Value details) {
    if (!(details instanceof Value.MapOf map)) {
      return ALARM;
    }
    for (String key : new String[] {"current", "state"}) {
      if (map.get(key) instanceof Value.Text(String state, _)) {
        return state.toLowerCase(Locale.ROOT);
      }
    }
    return ALARM;
  }
}
