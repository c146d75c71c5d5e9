package io.kiln.resources.group;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One resource of each type in a list, with the same properties; see Heat's ResourceChain. */
@ResourceType(
    value = "OS::Heat::ResourceChain",
    doc = "One resource of each type in a list, one after the other, with the same properties.",
    anyAttribute = true)
public final class ResourceChain
    implements Group<ResourceChain.Properties, ResourceChain.Attributes> {

  /** Which types. */
  public record Properties(
      @Doc("The types, as a template would name them.") @Updatable List<String> resources,
      @Doc("Properties that all members get.") @Default("{}") @Updatable
          Value.MapOf resourceProperties,
      @Doc("The members do not wait for each other.") @Default("false") boolean concurrent) {}

  /** What it gives beside the attributes of its members. */
  public record Attributes(
      @Doc("What refers to each member, in order.") Value refs,
      @Doc("An attribute of each member, by name.") Value attributes) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    return Unfolded.Now.atOnce(
        new Content.Members(
            IntStream.range(0, wanted.resources().size())
                .mapToObj(index -> member(index, wanted))
                .toList()));
  }

  private static Content.Member member(int index, Properties wanted) {
    var requires = new TreeSet<String>();
    if (index > 0 && !wanted.concurrent()) {
      requires.add(Integer.toString(index - 1));
    }
    return new Content.Member(
        Integer.toString(index),
        wanted.resources().get(index),
        wanted.resourceProperties(),
        Value.MapOf.EMPTY,
        requires);
  }

  @Override
  public Value attribute(String name, Members members) {
    return MemberAttributes.of(name, members);
  }

  @Override
  public boolean spreads(String attribute) {
    return MemberAttributes.spreads(attribute);
  }
}
