package io.kiln.engine.convergence;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Scalable;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A group for trying the engine out: so many of a type, in batches when a policy says so. */
@ResourceType(value = "Herd", doc = "So many of a type.", anyAttribute = true)
final class Herd implements Group<Herd.Properties, Herd.Attributes>, Scalable<Herd.Properties> {

  private static final String MORE = "more";

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
    int count = wanted.count() + number(past.heard(), MORE);
    List<Content.Member> members =
        IntStream.range(0, 2 * count)
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
        new Content.Members(members.subList(0, count)),
        Value.MapOf.EMPTY,
        rolling,
        members.subList(count, members.size()));
  }

  private static int number(Value.MapOf policy, String key) {
    return policy.get(key) instanceof Value.Num(BigDecimal number, _) ? number.intValue() : 0;
  }

  @Override
  public Reception adjust(
      Properties given, Value.MapOf memory, Value.MapOf heard, Adjustment adjustment, Instant now) {
    int more = number(heard, MORE) + adjustment.amount();
    return given.count() + more > 5
        ? new Reception.Ignored()
        : new Reception.Kept(Value.map(Map.of(MORE, Value.number(more))), "");
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
