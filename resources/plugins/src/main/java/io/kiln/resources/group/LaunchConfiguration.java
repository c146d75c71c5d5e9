package io.kiln.resources.group;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What each member of a group of instances is given; see Heat's LaunchConfiguration. */
@ResourceType(
    value = "AWS::AutoScaling::LaunchConfiguration",
    doc =
        "What each member of a group of instances is given; it makes nothing by itself. Every"
            + " change of it makes another, and so the members anew.")
public final class LaunchConfiguration
    implements Resource<LaunchConfiguration.Properties, LaunchConfiguration.Attributes> {

  /** What a member is given. */
  public record Properties(
      @Doc("The image.") @Name("ImageId") Optional<String> imageId,
      @Doc("An instance to be like.") @Name("InstanceId") Optional<String> instanceId,
      @Doc("The size of the machine.") @Name("InstanceType") Optional<String> instanceType,
      @Doc("The key to log in with.") @Name("KeyName") Optional<String> keyName,
      @Doc("A text for the machine to start with.") @Name("UserData") Optional<String> userData,
      @Doc("Its security groups.") @Name("SecurityGroups") Optional<List<Value>> securityGroups,
      @Doc("The kernel.") @Name("KernelId") Optional<String> kernelId,
      @Doc("The RAM disk.") @Name("RamDiskId") Optional<String> ramDiskId,
      @Doc("Its disks.") @Name("BlockDeviceMappings") Optional<List<Value>> blockDeviceMappings,
      @Doc("Hints for where to place it: a list of keys and values.") @Name("NovaSchedulerHints")
          Optional<List<Value>> novaSchedulerHints,
      @Doc("Whether it is watched closely; not looked at.") @Name("InstanceMonitoring")
          Optional<Boolean> instanceMonitoring) {}

  /** Nothing: {@code Ref} gives its name. */
  public record Attributes() {}

  /** What a member gets of what a launch configuration was given. */
  static SequencedMap<String, Value> forMember(Value.MapOf given) {
    SequencedMap<String, Value> member = new LinkedHashMap<>(given.entries());
    member.remove("InstanceId");
    member.remove("InstanceMonitoring");
    member.values().removeIf(Value.Null.class::isInstance);
    return member;
  }

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    if (wanted.instanceId().isEmpty()
        && (wanted.imageId().isEmpty() || wanted.instanceType().isEmpty())) {
      return new Progress.Failed<>(
          Optional.empty(),
          "If without InstanceId, ImageId and InstanceType are required.", // Heat's words
          false);
    }
    return new Progress.Done<>(context.physicalName(255), new Attributes());
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
