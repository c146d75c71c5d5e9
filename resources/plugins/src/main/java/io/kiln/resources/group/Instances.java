package io.kiln.resources.group;

import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What CloudFormation's groups of instances have in common (heat/engine/resources/openstack/heat/
 * instance_group.py): members of one launch configuration, of a type that the environment says.
 *
 * @param launchConfiguration what {@code Ref} yields for it
 * @param tags further ones for the members
 * @param groupTag the name of the tag that names the group
 */
record Instances(String launchConfiguration, List<Value> tags, String groupTag) {

  /** The type of each member; the environment maps it to what is to be made. */
  static final String MEMBER = "OS::Heat::ScaledResource";

  /** A comma-separated list of the members' addresses. */
  static final String INSTANCE_LIST = "InstanceList";

  private static final String NO_ADDRESS = "0.0.0.0";

  /**
   * The members.
   *
   * @param update how they follow a change
   */
  Unfolded unfold(Bounds bounds, Optional<Rolling> update, Past past) {
    Optional<Value.MapOf> launch = past.sibling(launchConfiguration);
    if (launch.isEmpty()) {
      return new Unfolded.Refused(
          "LaunchConfigurationName: no launch configuration of this template is called %s"
              .formatted(launchConfiguration));
    }
    Optional<String> mistake = GroupSize.mistake("Size", bounds.least());
    if (mistake.isPresent()) {
      return new Unfolded.Refused(mistake.get());
    }
    Value.MapOf properties = properties(launch.get(), past);
    Crew crew = bounds.crew(past);
    Optional<Rolling> rolling = past.creating() ? Optional.empty() : update;
    int spare = rolling.map(some -> Math.min(some.maxBatchSize(), crew.names().size())).orElse(0);
    return new Unfolded.Now(
        new Content.Members(members(crew.names(), properties)),
        crew.memory(),
        rolling,
        members(crew.spares(spare, past), properties));
  }

  private Value.MapOf properties(Value.MapOf launch, Past past) {
    SequencedMap<String, Value> given = LaunchConfiguration.forMember(launch);
    List<Value> all = new ArrayList<>();
    all.add(Value.map(Map.of("Key", Value.text(groupTag), "Value", Value.text(past.groupId()))));
    all.addAll(tags);
    given.put("Tags", Value.list(all));
    return new Value.MapOf(new LinkedHashMap<>(given), launch.mark());
  }

  private static List<Content.Member> members(List<String> names, Value.MapOf properties) {
    return names.stream().map(name -> Content.Member.of(name, MEMBER, properties)).toList();
  }

  /** An attribute of such a group. */
  static Value attribute(String name, Members members) {
    return name.equals(INSTANCE_LIST) ? addresses(members) : MemberAttributes.of(name, members);
  }

  private static Value addresses(Members members) {
    List<Value> addresses =
        members.names().stream().map(member -> members.attribute(member, "PublicIp")).toList();
    return addresses.stream()
        .filter(Value.Unknown.class::isInstance)
        .findFirst()
        .orElseGet(() -> addresses.isEmpty() ? Value.nothing() : Value.text(joined(addresses)));
  }

  private static String joined(List<Value> addresses) {
    return addresses.stream()
        .map(address -> address instanceof Value.Null ? NO_ADDRESS : address.toString())
        .collect(Collectors.joining(","));
  }
}
