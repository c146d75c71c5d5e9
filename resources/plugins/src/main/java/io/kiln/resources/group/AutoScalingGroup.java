package io.kiln.resources.group;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Scalable;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Members of one definition, as many as it takes; see Heat's AutoScalingGroup. */
@ResourceType(
    value = "OS::Heat::AutoScalingGroup",
    doc = "Resources of one definition, whose number lies between two bounds and may be changed.",
    anyAttribute = true)
public final class AutoScalingGroup
    implements Group<AutoScalingGroup.Properties, AutoScalingGroup.Attributes>,
        Scalable<AutoScalingGroup.Properties> {

  /** How many of what. */
  public record Properties(
      @Doc("What each member is.") @Updatable ResourceGroup.Definition resource,
      @Doc("As few as this.") @Range(min = 0) @Updatable int minSize,
      @Doc("As many as this.") @Range(min = 0) @Updatable int maxSize,
      @Doc("As many as this now; by default the least at first, and later as many as there are.")
          @Range(min = 0)
          @Updatable
          Optional<Integer> desiredCapacity,
      @Doc("Seconds between two scalings.") @Range(min = 0) @Updatable Optional<Long> cooldown,
      @Doc("How members follow a change.") @Default("{}") @Updatable
          UpdatePolicy.Batches rollingUpdates) {

    private Bounds bounds() {
      return new Bounds(minSize, maxSize, desiredCapacity, cooldown);
    }
  }

  /** What it gives. */
  public record Attributes(
      @Doc("An attribute of each member, by name.") Value outputs,
      @Doc("An attribute of each member, the oldest first.") Value outputsList,
      @Doc("How many members there are.") Value currentSize,
      @Doc("What refers to each member, the oldest first.") Value refs,
      @Doc("What refers to each member, by name.") Value refsMap) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    Optional<String> mistake = wanted.bounds().mistake();
    if (mistake.isPresent()) {
      return new Unfolded.Refused(mistake.get());
    }
    Rolling rolling;
    try {
      rolling = wanted.rollingUpdates().rolling();
    } catch (IllegalArgumentException e) {
      return new Unfolded.Refused("rolling_updates: " + e.getMessage());
    }
    Crew crew = wanted.bounds().crew(past);
    int size = crew.names().size();
    List<Content.Member> spares =
        crew.spares(Math.min(rolling.maxBatchSize(), size), past).stream()
            .map(name -> member(name, wanted.resource()))
            .toList();
    return new Unfolded.Now(
        new Content.Members(
            crew.names().stream().map(name -> member(name, wanted.resource())).toList()),
        crew.memory(),
        past.creating() ? Optional.empty() : Optional.of(rolling),
        past.creating() ? List.of() : spares);
  }

  @Override
  public Reception adjust(
      Properties given, Value.MapOf memory, Value.MapOf heard, Adjustment adjustment, Instant now) {
    return given.bounds().adjust(memory, heard, adjustment, now);
  }

  private static Content.Member member(String name, ResourceGroup.Definition definition) {
    return new Content.Member(
        name,
        definition.type(),
        ResourceGroup.withoutNulls(definition.properties().orElse(Value.MapOf.EMPTY)),
        definition.metadata().orElse(Value.MapOf.EMPTY),
        new TreeSet<>());
  }

  @Override
  public Value attribute(String name, Members members) {
    return switch (name) {
      case "outputs" -> MemberAttributes.byMember(members);
      case "outputs_list" -> MemberAttributes.list("", members);
      case "current_size" -> Value.number(members.names().size());
      default -> MemberAttributes.of(name, members);
    };
  }

  @Override
  public boolean spreads(String attribute) {
    return MemberAttributes.spreads(attribute) && !attribute.equals("current_size");
  }
}
