package io.kiln.engine.convergence;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A group for trying the engine out: so many of a type, in batches when a policy says so. */
@ResourceType(value = "Herd", doc = "So many of a type.", anyAttribute = true)
final class Herd implements Group<Herd.Properties, Herd.Attributes> {

  record Properties(
      @Doc("How many.") @Updatable int count,
      @Doc("Of what.") @Default("\"Thing\"") @Updatable String of,
      @Doc("With what.") @Default("{}") @Updatable Value.MapOf with) {}

  record Attributes(@Doc("What refers to each.") Value refs) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    if (wanted.count() > 100) {
      return new Unfolded.Refused("a herd of %d is too large".formatted(wanted.count()));
    }
    List<Content.Member> members =
        IntStream.range(0, 2 * wanted.count())
            .mapToObj(i -> Content.Member.of("m" + i, wanted.of(), wanted.with()))
            .toList();
    Optional<Rolling> rolling =
        policy.entries().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Rolling(
                    number(policy, "min"),
                    number(policy, "max"),
                    Duration.ofSeconds(number(policy, "pause"))));
    return new Unfolded.Now(
        new Content.Members(members.subList(0, wanted.count())),
        Value.MapOf.EMPTY,
        rolling,
        members.subList(wanted.count(), members.size()));
  }

  private static int number(Value.MapOf policy, String key) {
    return policy.get(key) instanceof Value.Num(BigDecimal number, _) ? number.intValue() : 0;
  }

  @Override
  public Value attribute(String name, Members members) {
    var values = new ArrayList<Value>();
    for (String member : members.names()) {
      values.add(name.equals("refs") ? members.reference(member) : members.attribute(member, name));
    }
    return Value.list(values);
  }

  @Override
  public boolean spreads(String attribute) {
    return !attribute.equals("refs");
  }
}
