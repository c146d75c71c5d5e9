package io.kiln.resources.group;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** So many members of one launch configuration; see Heat's InstanceGroup. */
@ResourceType(
    value = "OS::Heat::InstanceGroup",
    doc =
        "So many members of one launch configuration. Their type is OS::Heat::ScaledResource: the"
            + " environment maps it to what is to be made.",
    anyAttribute = true)
public final class InstanceGroup
    implements Group<InstanceGroup.Properties, InstanceGroup.Attributes> {

  /** How many of what. */
  public record Properties(
      @Doc("Not looked at.") @Name("AvailabilityZones") List<Value> availabilityZones,
      @Doc("The launch configuration, of the same template.")
          @Name("LaunchConfigurationName")
          @Updatable
          String launchConfigurationName,
      @Doc("How many members.") @Name("Size") @Range(min = 0) @Updatable int size,
      @Doc("Not looked at: there is no load balancer here.")
          @Name("LoadBalancerNames")
          @Default("[]")
          @Updatable
          List<Value> loadBalancerNames,
      @Doc("Tags for the members: keys and values.") @Name("Tags") @Default("[]")
          List<Value> tags) {}

  /** What it gives. */
  public record Attributes(
      @Doc("The members' addresses, separated by commas.") @Name("InstanceList")
          Value instanceList) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    Optional<Rolling> rolling;
    try {
      rolling = InstancesPolicy.read(policy, "RollingUpdate");
    } catch (IllegalArgumentException e) {
      return new Unfolded.Refused(String.valueOf(e.getMessage()));
    }
    int size = wanted.size();
    return new Instances(wanted.launchConfigurationName(), wanted.tags(), "metering.groupname")
        .unfold(new Bounds(size, size, Optional.of(size), Optional.empty()), rolling, past);
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
