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
    value = "AWS::AutoScaling::ScalingPolicy",
    doc = "Changes the size of a group of the same template when it is signalled.",
    reference = "AlarmUrl")
public final class CloudFormationScalingPolicy
    implements Resource<
            CloudFormationScalingPolicy.Properties, CloudFormationScalingPolicy.Attributes>,
        TakesSignals<CloudFormationScalingPolicy.Properties> {

  private final PublicAddress address;

  /** Signals are sent to this address. */
  public CloudFormationScalingPolicy(PublicAddress address) {
    this.address = address;
  }

  /** Which group, and how. */
  public record Properties(
      @Doc("The group.") @Name("AutoScalingGroupName") String autoScalingGroupName,
      @Doc("By how much, or to what.") @Name("ScalingAdjustment") @Updatable int scalingAdjustment,
      @Doc("What the adjustment means.")
          @Name("AdjustmentType")
          @Allowed({"ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"})
          @Updatable
          String adjustmentType,
      @Doc("Seconds in which no other signal changes the size.")
          @Name("Cooldown")
          @Range(min = 0)
          @Updatable
          Optional<Long> cooldown,
      @Doc("Of a percentage: so many members at least.")
          @Name("MinAdjustmentStep")
          @Range(min = 0)
          @Updatable
          Optional<Integer> minAdjustmentStep) {

    private Adjustment.Kind kind() {
      return switch (adjustmentType) {
        case "ExactCapacity" -> Adjustment.Kind.EXACT_CAPACITY;
        case "PercentChangeInCapacity" -> Adjustment.Kind.PERCENT_CHANGE_IN_CAPACITY;
        default -> Adjustment.Kind.CHANGE_IN_CAPACITY;
      };
    }

    private Scaling scaling() {
      return new Scaling(
          autoScalingGroupName, scalingAdjustment, kind(), cooldown, minAdjustmentStep);
    }
  }

  /** Where signals go; {@code Ref} gives it too. */
  public record Attributes(
      @Doc("The URL that alarms go to; whoever has it may send them.") @Name("AlarmUrl") @Sensitive
          String alarmUrl) {}

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
        .mistake("MinAdjustmentStep", "AdjustmentType", "PercentChangeInCapacity")
        .<Progress<Attributes>>map(why -> new Progress.Failed<>(Optional.empty(), why, false))
        .orElseGet(
            () ->
                SignalUrl.known(
                    address,
                    base -> {
                      String url =
                          SignalUrl.ofCloudFormation(
                              address, base, "signal", SignalUrl.OF_AN_ALARM, context);
                      return new Progress.Done<>(context.resourceId(), new Attributes(url));
                    }));
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
