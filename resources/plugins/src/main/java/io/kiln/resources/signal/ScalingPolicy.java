package io.kiln.resources.signal;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Sensitive;
import io.kiln.resources.spi.TakesSignals;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Optional;

/** Changes the size of a group when it is signalled; see Heat's scaling policies. */
@ResourceType(
    value = "OS::Heat::ScalingPolicy",
    doc = "Changes the size of a group of the same template when it is signalled.")
public final class ScalingPolicy
    implements Resource<ScalingPolicy.Properties, ScalingPolicy.Attributes>,
        TakesSignals<ScalingPolicy.Properties> {

  private final PublicAddress address;

  /** Signals are sent to this address. */
  public ScalingPolicy(PublicAddress address) {
    this.address = address;
  }

  /** Which group, and how. */
  public record Properties(
      @Doc("The group.") String autoScalingGroupId,
      @Doc("By how much, or to what.") @Updatable int scalingAdjustment,
      @Doc("What the adjustment means.")
          @Allowed({"change_in_capacity", "exact_capacity", "percent_change_in_capacity"})
          @Updatable
          String adjustmentType,
      @Doc("Seconds in which no other signal changes the size.") @Range(min = 0) @Updatable
          Optional<Long> cooldown,
      @Doc("Of a percentage: so many members at least.") @Range(min = 0) @Updatable
          Optional<Integer> minAdjustmentStep) {

    private Scaling scaling() {
      return new Scaling(
          autoScalingGroupId,
          scalingAdjustment,
          Adjustment.Kind.valueOf(adjustmentType.toUpperCase(java.util.Locale.ROOT)),
          cooldown,
          minAdjustmentStep);
    }
  }

  /** Where signals go. */
  public record Attributes(
      @Doc("The URL that alarms of CloudFormation's kind go to; whoever has it may send them.")
          @Name("alarm_url")
          @Sensitive
          String alarmUrl,
      @Doc("The URL to POST signals to; whoever has it may.") @Name("signal_url") @Sensitive
          String signalUrl) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return made(wanted, context);
  }

  @Override
  public Progress<Attributes> update(
      Existing<Properties, Attributes> existing, Properties wanted, Context context) {
    return made(wanted, context);
  }

  private Progress<Attributes> made(Properties wanted, Context context) {
    return wanted
        .scaling()
        .mistake("min_adjustment_step", "adjustment_type", "percent_change_in_capacity")
        .<Progress<Attributes>>map(why -> new Progress.Failed<>(Optional.empty(), why, false))
        .orElseGet(
            () ->
                SignalUrl.known(
                    address,
                    base ->
                        new Progress.Done<>(
                            context.resourceId(),
                            new Attributes(
                                SignalUrl.ofCloudFormation(
                                    address, base, "signal", SignalUrl.OF_AN_ALARM, context),
                                SignalUrl.ofHeat(address, base, SignalUrl.OF_AN_ALARM, context)))));
  }

  @Override
  public Reception signal(Properties given, Value.MapOf heard, Value details, Instant now) {
    return given.scaling().signal(heard, details, now);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
