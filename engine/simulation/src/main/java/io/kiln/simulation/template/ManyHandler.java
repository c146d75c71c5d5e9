package io.kiln.simulation.template;

import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.UnfoldingHandler;
import io.kiln.templates.model.Content;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A group: so many of a type, in batches where its policy says so. */
public final class ManyHandler implements UnfoldingHandler {

  /** The attribute that lists what its members are called outside. */
  static final String REFS = "refs";

  /** What a group calls its members. */
  static String member(int number) {
    return "m" + number;
  }

  @Override
  public Unfolded unfold(Value.MapOf properties, Value.MapOf policy, Past past) {
    int count = number(properties, "count");
    String of = properties.get("of") instanceof Value.Text(String text, _) ? text : Types.THING;
    Value.MapOf with =
        properties.get("with") instanceof Value.MapOf given ? given : Value.MapOf.EMPTY;
    // As many again may be made for a while, to keep enough in service.
    List<Content.Member> members =
        IntStream.range(0, 2 * count)
            .mapToObj(i -> Content.Member.of(member(i), of, with))
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

  private static int number(Value.MapOf map, String key) {
    return map.get(key) instanceof Value.Num(BigDecimal number, _) ? number.intValue() : 0;
  }

  @Override
  public Value attribute(String name, Members members) {
    return name.equals(REFS)
        ? Value.list(members.names().stream().map(members::reference).toList())
        : Value.nothing();
  }

  @Override
  public boolean spreads(String attribute) {
    return false;
  }

  @Override
  public Value.MapOf shown(Members members) {
    return Value.map(new LinkedHashMap<>(Map.of(REFS, attribute(REFS, members))));
  }

  @Override
  public ResourceSchema schema() {
    return Types.schema(Types.MANY);
  }

  @Override
  public Set<String> names() {
    return Set.of(Types.MANY);
  }
}
