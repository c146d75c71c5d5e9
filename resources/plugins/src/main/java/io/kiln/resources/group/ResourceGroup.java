package io.kiln.resources.group;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Length;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** So many resources alike, named 0, 1, 2, …; see Heat's ResourceGroup. */
@ResourceType(
    value = "OS::Heat::ResourceGroup",
    doc = "So many resources of one definition, named 0, 1, 2 and so on.",
    anyAttribute = true)
public final class ResourceGroup
    implements Group<ResourceGroup.Properties, ResourceGroup.Attributes> {

  /** How many of what. */
  public record Properties(
      @Doc("How many members.") @Default("1") @Range(min = 0) @Updatable int count,
      @Doc("What stands for a member's name in the texts of its properties.")
          @Default("\"%index%\"")
          @Length(min = 3)
          String indexVar,
      @Doc("What each member is.") @Updatable Definition resourceDef,
      @Doc("Which members go first when there are to be fewer.") @Default("[]") @Updatable
          List<RemovalPolicy> removalPolicies,
      @Doc("append: names once removed stay so. update: only those named now.")
          @Default("\"append\"")
          @Allowed({"append", "update"})
          @Updatable
          String removalPoliciesMode) {}

  /** A resource definition. */
  public record Definition(
      @Doc("The type, as a template would name it.") @Updatable String type,
      @Doc("The properties.") @Updatable Optional<Value.MapOf> properties,
      @Doc("The metadata.") @Updatable Optional<Value.MapOf> metadata) {}

  /** Members to remove. */
  public record RemovalPolicy(
      @Doc("Names of members, or what refers to them.")
          @Name("resource_list")
          @Default("[]")
          @Updatable
          List<Value> resources) {}

  /** What it gives beside the attributes of its members. */
  public record Attributes(
      @Doc("What refers to each member, in order.") Value refs,
      @Doc("What refers to each member, by name.") Value refsMap,
      @Doc("An attribute of each member, by name.") Value attributes,
      @Doc("The names that removal policies took away.") Value removedRsrcList) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    Optional<String> mistake = GroupSize.mistake("count", wanted.count());
    if (mistake.isPresent()) {
      return new Unfolded.Refused(mistake.get());
    }
    Optional<Rolling> rolling;
    try {
      rolling = UpdatePolicy.of(policy).rolling(past.creating());
    } catch (IllegalArgumentException e) {
      return new Unfolded.Refused(String.valueOf(e.getMessage()));
    }
    RemovedNames removed =
        RemovedNames.of(past.memory())
            .after(
                wanted.removalPolicies().stream()
                    .flatMap(each -> each.resources().stream())
                    .toList(),
                wanted.removalPoliciesMode().equals("update"),
                past);
    int spare = rolling.map(some -> Math.min(some.maxBatchSize(), wanted.count())).orElse(0);
    List<Content.Member> members =
        IntStream.iterate(0, index -> index + 1)
            .mapToObj(Integer::toString)
            .filter(name -> !removed.names().contains(name))
            .limit((long) wanted.count() + spare)
            .map(name -> member(name, wanted))
            .toList();
    return new Unfolded.Now(
        new Content.Members(members.subList(0, wanted.count())),
        removed.memory(),
        rolling,
        members.subList(wanted.count(), members.size()));
  }

  private static Content.Member member(String name, Properties wanted) {
    Definition definition = wanted.resourceDef();
    var index = new IndexVariable(wanted.indexVar(), name);
    return new Content.Member(
        name,
        definition.type(),
        index.in(withoutNulls(definition.properties().orElse(Value.MapOf.EMPTY))),
        definition.metadata().orElse(Value.MapOf.EMPTY),
        new TreeSet<>());
  }

  /** Heat drops what is null before a member sees it. */
  static Value.MapOf withoutNulls(Value.MapOf properties) {
    SequencedMap<String, Value> given = new LinkedHashMap<>(properties.entries());
    given.values().removeIf(Value.Null.class::isInstance);
    return new Value.MapOf(given, properties.mark());
  }

  @Override
  public Value attribute(String name, Members members) {
    return name.equals("removed_rsrc_list")
        ? RemovedNames.of(members.memory()).list()
        : MemberAttributes.of(name, members);
  }

  @Override
  public boolean spreads(String attribute) {
    return MemberAttributes.spreads(attribute) && !attribute.equals("removed_rsrc_list");
  }
}
