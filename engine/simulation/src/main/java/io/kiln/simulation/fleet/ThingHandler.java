package io.kiln.simulation.fleet;

import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.simulation.template.Types;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes things on hosts, in the manner of a plugin: one question to an agent a call. */
public final class ThingHandler implements ResourceHandler {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** How often what fails in a way that passes is begun again. */
  private static final int ROUNDS = 4;

  private final String type;
  private final Wire wire;

  /**
   * @param type {@link Types#THING}, {@link Types#ROOM} or {@link Types#STURDY}
   */
  public ThingHandler(String type, Wire wire) {
    this.type = type;
    this.wire = wire;
  }

  /** Where a step is: in which round, and whether the agent has it. */
  private record Place(int round, boolean taken) {
    static Place of(Optional<Value> checkpoint) {
      return checkpoint
          .filter(value -> value instanceof Value.MapOf)
          .map(value -> (Value.MapOf) value)
          .map(
              map ->
                  new Place(
                      map.get("round") instanceof Value.Num(BigDecimal round, _)
                          ? round.intValue()
                          : 0,
                      map.get("taken") instanceof Value.Bool(boolean taken, _) && taken))
          .orElse(new Place(0, false));
    }

    Value value() {
      var map = new LinkedHashMap<String, Value>();
      map.put("round", Value.number(round));
      map.put("taken", Value.bool(taken));
      return Value.map(map);
    }
  }

  @Override
  public ResourceSchema schema() {
    return Types.schema(type);
  }

  @Override
  public Set<String> names() {
    return Set.of(type);
  }

  @Override
  public boolean local() {
    return false;
  }

  @Override
  public Set<String> hosts(Value.MapOf given) {
    return given.get(Types.HOST) instanceof Value.Text(String name, _) ? Set.of(name) : Set.of();
  }

  @Override
  public boolean createBeforeDelete() {
    return !type.equals(Types.ROOM);
  }

  @Override
  public boolean updatesFailed() {
    return type.equals(Types.STURDY);
  }

  @Override
  public Optional<String> referenceAttribute() {
    return Optional.empty();
  }

  @Override
  public Set<Act> acts() {
    return Set.of(Act.CHECK, Act.SUSPEND, Act.RESUME);
  }

  @Override
  public Progress<Value.MapOf> create(Value.MapOf wanted, Context context) {
    return ask(Kind.MAKE, wanted, context);
  }

  @Override
  public Progress<Value.MapOf> update(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Context context) {
    return ask(Kind.CHANGE, wanted, context);
  }

  @Override
  public Progress<Value.MapOf> delete(
      Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    return ask(Kind.UNMAKE, existing.properties(), context);
  }

  @Override
  public Progress<Value.MapOf> act(
      Act act, Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    Kind kind =
        switch (act) {
          case CHECK -> Kind.LOOK;
          case SUSPEND -> Kind.REST;
          case RESUME -> Kind.WAKE;
        };
    return ask(kind, existing.properties(), context);
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing,
      Optional<Value.MapOf> wanted,
      Context context) {
    return List.of();
  }

  private Progress<Value.MapOf> ask(Kind kind, Value.MapOf given, Context context) {
    Place place = Place.of(context.checkpoint());
    String host = given.get(Types.HOST) instanceof Value.Text(String name, _) ? name : "h1";
    var request =
        new Request(
            context.attemptToken() + "." + place.round(),
            context.stack().id(),
            context.fence(),
            kind,
            context.resourceId(),
            context.path(),
            type,
            host,
            given,
            place.round());
    return switch (wire.ask(request, place.taken())) {
      case Reply.Running _ -> waiting(new Place(place.round(), true), POLL, host + " is at it");
      case Reply.Done(String thing) when kind != Kind.UNMAKE ->
          new Progress.Done<>(thing, attributes(given));
      case Reply.Done _ -> new Progress.Gone<>();
      case Reply.Failed(String reason, boolean passing) when passing && place.round() < ROUNDS ->
          waiting(
              new Place(place.round() + 1, false),
              Duration.ofSeconds(1L << place.round()),
              "trying again after: " + reason);
      case Reply.Failed(String reason, _) -> new Progress.Failed<>(Optional.empty(), reason, false);
      case Reply.Stale _ ->
          new Progress.Failed<>(Optional.empty(), host + " listens to another worker", false);
      case Reply.Unknown _ -> waiting(new Place(place.round(), false), Duration.ZERO, "asking");
      case Reply.Silence _ when type.equals(Types.ROOM) ->
          new Progress.Failed<>(Optional.empty(), host + " does not answer", true);
      case Reply.Silence _ -> waiting(place, POLL, host + " does not answer");
    };
  }

  private static Progress<Value.MapOf> waiting(Place place, Duration time, String doing) {
    return new Progress.Waiting<>(Optional.empty(), place.value(), time, doing);
  }

  private static Value.MapOf attributes(Value.MapOf given) {
    var attributes = new LinkedHashMap<String, Value>();
    for (String name : List.of(Types.SIZE, Types.SHAPE)) {
      Value value = given.get(name);
      if (!(value instanceof Value.Null)) {
        attributes.put(name, value);
      }
    }
    return Value.map(attributes);
  }
}
