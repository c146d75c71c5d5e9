package io.kiln.resources.group;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Scalable;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Members of one launch configuration, as many as it takes; see Heat's AutoScalingGroup. */
@ResourceType(
    value = "AWS::AutoScaling::AutoScalingGroup",
    doc =
        "Members of one launch configuration, whose number lies between two bounds and may be"
            + " changed. Their type is OS::Heat::ScaledResource: the environment maps it to what is"
            + " to be made.",
    anyAttribute = true)
public final class CloudFormationAutoScalingGroup
    implements Group<
            CloudFormationAutoScalingGroup.Properties, CloudFormationAutoScalingGroup.Attributes>,
        Scalable<CloudFormationAutoScalingGroup.Properties> {

  /** How many of what. */
  public record Properties(
      @Doc("Not looked at.") @Name("AvailabilityZones") List<Value> availabilityZones,
      @Doc("The launch configuration, of the same template.")
          @Name("LaunchConfigurationName")
          @Updatable
          String launchConfigurationName,
      @Doc("As few as this.") @Name("MinSize") @Range(min = 0) @Updatable int minSize,
      @Doc("As many as this.") @Name("MaxSize") @Range(min = 0) @Updatable int maxSize,
      @Doc("As many as this now; by default the least at first, and later as many as there are.")
          @Name("DesiredCapacity")
          @Range(min = 0)
          @Updatable
          Optional<Integer> desiredCapacity,
      @Doc("Seconds between two scalings.") @Name("Cooldown") @Range(min = 0) @Updatable
          Optional<Long> cooldown,
      @Doc("Not looked at: nobody looks after the members.")
          @Name("HealthCheckGracePeriod")
          @Updatable
          Optional<Integer> healthCheckGracePeriod,
      @Doc("Not looked at: nobody looks after the members.")
          @Name("HealthCheckType")
          @Allowed({"EC2", "ELB"})
          @Updatable
          Optional<String> healthCheckType,
      @Doc("Not looked at: there is no load balancer here.")
          @Name("LoadBalancerNames")
          @Default("[]")
          @Updatable
          List<Value> loadBalancerNames,
      @Doc("Not looked at.") @Name("VPCZoneIdentifier") @Default("[]") @Updatable
          List<Value> vpcZoneIdentifier,
      @Doc("Tags for the members: keys and values.") @Name("Tags") @Default("[]") @Updatable
          List<Value> tags) {

    private Bounds bounds() {
      return new Bounds(minSize, maxSize, desiredCapacity, cooldown);
    }
  }

  /** What it gives. */
  public record Attributes(
      @Doc("The members' addresses, separated by commas.") @Name("InstanceList")
          Value instanceList) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    Optional<String> mistake = wanted.bounds().mistake();
    if (mistake.isPresent()) {
      return new Unfolded.Refused(mistake.get());
    }
    Optional<Rolling> rolling;
    try {
      rolling = InstancesPolicy.read(policy, "AutoScalingRollingUpdate");
    } catch (IllegalArgumentException e) {
      return new Unfolded.Refused(String.valueOf(e.getMessage()));
    }
    return new Instances(
            wanted.launchConfigurationName(), wanted.tags(), "metering.AutoScalingGroupName")
        .unfold(wanted.bounds(), rolling, past);
  }

  @Override
  public Reception adjust(
      Properties given, Value.MapOf memory, Value.MapOf heard, Adjustment adjustment, Instant now) {
    return given.bounds().adjust(memory, heard, adjustment, now);
  }

  @Override
  public Value attribute(String name, Members members) {
    return Instances.attribute(name, members);
  }

  @Override
  public boolean spreads(String attribute) {
    return !attribute.equals(Instances.INSTANCE_LIST) && MemberAttributes.spreads(attribute);
  }
}
