package io.kiln.simulation.fleet;

import io.kiln.simulation.Guards;
import io.kiln.simulation.template.Fate;
import io.kiln.simulation.template.Types;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The agent of one host, as the protocol promises it: it answers a repeated token with what came of
 * it the first time, refuses fences older than one it has seen, gives up what newer work on the
 * same thing overtakes, and forgets none of this.
 */
public final class Agent {

  /** Most things come up within this. */
  private static final int USUAL_MILLIS = 3_000;

  /** Longer than any stack waits. */
  private static final Duration TOO_LONG = Duration.ofHours(3);

  /** A shaky thing fails so many times. */
  private static final int SHAKY_ROUNDS = 2;

  private final String name;
  private final Fleet fleet;
  private final Guards guards;
  private final RandomGenerator random;
  private final Map<String, Long> fences = new HashMap<>();
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final List<Operation> underWay = new ArrayList<>();
  private final Map<String, Integer> stuck = new HashMap<>();
  private Instant nextEnd = Instant.MAX;

  Agent(String name, Fleet fleet, Guards guards, RandomGenerator random) {
    this.name = name;
    this.fleet = fleet;
    this.guards = guards;
    this.random = random;
  }

  /** The host's name. */
  public String name() {
    return name;
  }

  /** Takes a request, or tells what came of it when it was taken before. */
  public Reply submit(Request request, Instant now) {
    long newest = fences.getOrDefault(request.tree(), 0L);
    if (guards.fenceAtAgent() && request.fence() < newest) {
      return new Reply.Stale();
    }
    fences.put(request.tree(), Math.max(newest, request.fence()));
    Operation known = operations.get(request.token());
    if (known != null && guards.tokens()) {
      return known.reply();
    }
    fleet.observer().accepted(request);
    if (request.kind() != Kind.LOOK) {
      overtake(request);
    }
    var operation = new Operation(request, now.plus(time(request)));
    operations.put(request.token(), operation);
    underWay.add(operation);
    findNextEnd();
    begin(request);
    return operation.reply();
  }

  /** Tells what has come of a request. */
  public Reply await(String token) {
    Operation known = operations.get(token);
    return known == null ? new Reply.Unknown() : known.reply();
  }

  /** What it is at, in the order it was asked. */
  public List<Request> underWay() {
    return underWay.stream().map(operation -> operation.request).toList();
  }

  /** When the next operation ends. */
  public Optional<Instant> nextEnd() {
    return underWay.isEmpty() ? Optional.empty() : Optional.of(nextEnd);
  }

  private void findNextEnd() {
    nextEnd = Instant.MAX;
    for (Operation operation : underWay) {
      nextEnd = operation.due.isBefore(nextEnd) ? operation.due : nextEnd;
    }
  }

  /** Ends one operation that is due; says which, if there is one. */
  public Optional<Request> endOne(Instant now) {
    for (Operation operation : underWay) {
      if (!operation.due.isAfter(now)) {
        underWay.remove(operation);
        findNextEnd();
        operation.end(ending(operation.request));
        return Optional.of(operation.request);
      }
    }
    return Optional.empty();
  }

  private void overtake(Request by) {
    for (Operation older : List.copyOf(underWay)) {
      if (older.request.resource().equals(by.resource())) {
        older.end(new Reply.Failed("overtaken by " + by.kind(), false));
        underWay.remove(older);
      }
    }
    findNextEnd();
  }

  private Duration time(Request request) {
    boolean forever =
        fate(request) == Fate.SLOW
            && (request.kind() == Kind.MAKE || request.kind() == Kind.CHANGE);
    return forever ? TOO_LONG : Duration.ofMillis(random.nextInt(USUAL_MILLIS));
  }

  private static Fate fate(Request request) {
    return request.properties().get(Types.FATE) instanceof Value.Text(String fate, _)
        ? Fate.valueOf(fate.toUpperCase(Locale.ROOT))
        : Fate.WELL;
  }

  private static boolean shakes(Request request) {
    return fate(request) == Fate.SHAKY && request.round() < SHAKY_ROUNDS;
  }

  private void begin(Request request) {
    if (shakes(request)) {
      return;
    }
    if (request.kind() == Kind.MAKE) {
      fleet.make(request, name);
    } else if (request.kind() == Kind.CHANGE) {
      Optional<Thing> thing = fleet.of(request.resource(), name);
      if (thing.isPresent()) {
        fleet.put(thing.get().given(request.properties()));
      } else if (request.type().equals(Types.STURDY)) {
        fleet.make(request, name);
      }
    }
  }

  private Reply ending(Request request) {
    Optional<Thing> thing = fleet.of(request.resource(), name);
    if (request.kind() == Kind.UNMAKE) {
      if (fate(request) == Fate.STUCK && stuck.merge(request.resource(), 1, Integer::sum) == 1) {
        return new Reply.Failed(request.path() + " is stuck", false);
      }
      fleet.unmake(request.resource(), name);
      return new Reply.Done("");
    }
    if (shakes(request)) {
      return new Reply.Failed(request.path() + " shakes", true);
    }
    if (thing.isEmpty()) {
      return new Reply.Failed(request.path() + " is not there", false);
    }
    switch (request.kind()) {
      case MAKE, CHANGE -> {
        if (fate(request) == Fate.BROKEN) {
          return new Reply.Failed(request.path() + " is broken", false);
        }
        fleet.put(thing.get().up());
      }
      case REST -> fleet.rest(thing.get(), true);
      case WAKE -> fleet.rest(thing.get(), false);
      case LOOK -> {
        if (!thing.get().ready() || thing.get().resting()) {
          return new Reply.Failed(request.path() + " is not up", false);
        }
      }
      case UNMAKE -> throw new IllegalStateException("handled above");
    }
    return new Reply.Done(thing.get().id());
  }
}
