package io.kiln.resources.core;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits; see Heat's Delay. */
@ResourceType(
    value = "OS::Heat::Delay",
    doc = "Waits a while, at least so long and by chance longer, before its action is complete.")
public final class Delay implements Resource<Delay.Properties, Delay.Attributes> {

  private static final String UNTIL = "until";

  /** How long. */
  public record Properties(
      @Doc("Seconds to wait at least.") @Default("0") @Range(min = 0) @Updatable BigDecimal minWait,
      @Doc("By chance up to so many times the multiplier longer.")
          @Default("0")
          @Range(min = 0)
          @Updatable
          BigDecimal maxJitter,
      @Doc("Seconds that one of max_jitter stands for.") @Default("1") @Range(min = 0) @Updatable
          BigDecimal jitterMultiplier,
      @Doc("The actions that wait.")
          @Default("[\"CREATE\"]")
          @Allowed({"CREATE", "DELETE", "SUSPEND", "RESUME"})
          @Updatable
          List<String> actions) {

    Duration wait(Context context) {
      double jitter =
          maxJitter.multiply(jitterMultiplier).doubleValue() * context.random().nextDouble();
      return Duration.ofMillis(Math.round((minWait.doubleValue() + jitter) * 1000));
    }
  }

  /** Nothing. */
  public record Attributes() {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    String id = context.physicalName(255);
    return after(
        "CREATE",
        wanted,
        Optional.of(id),
        context,
        () -> new Progress.Done<>(id, new Attributes()));
  }

  /** A change is of use the next time only. */
  @Override
  public Progress<Attributes> update(
      Existing<Properties, Attributes> existing, Properties wanted, Context context) {
    return new Progress.Done<>(
        existing.physicalId().orElseGet(() -> context.physicalName(255)), new Attributes());
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return after(
        "DELETE", existing.properties(), existing.physicalId(), context, Progress.Gone::new);
  }

  private static Progress<Attributes> after(
      String action,
      Properties properties,
      Optional<String> physicalId,
      Context context,
      Supplier<Progress<Attributes>> end) {
    if (!properties.actions().contains(action)) {
      return end.get();
    }
    Instant until =
        context
            .checkpoint()
            .flatMap(Delay::until)
            .orElseGet(() -> context.now().plus(properties.wait(context)));
    Duration left = Duration.between(context.now(), until);
    return left.isPositive()
        ? new Progress.Waiting<>(
            physicalId,
            Value.map(Map.of(UNTIL, Value.text(until.toString()))),
            left,
            "waiting until " + until)
        : end.get();
  }

  private static Optional<Instant> until(Value checkpoint) {
    return checkpoint instanceof Value.MapOf map
            && map.get(UNTIL) instanceof Value.Text(String at, _)
        ? Optional.of(Instant.parse(at))
        : Optional.empty();
  }
}
