package io.kiln.simulation;

import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.InMemoryStore;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.StepLimits;
import io.kiln.engine.planning.Handlers;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.simulation.fleet.Agent;
import io.kiln.simulation.fleet.Fleet;
import io.kiln.simulation.fleet.Request;
import io.kiln.simulation.fleet.Thing;
import io.kiln.simulation.fleet.ThingHandler;
import io.kiln.simulation.template.Blueprints;
import io.kiln.simulation.template.ManyHandler;
import io.kiln.simulation.template.NoteHandler;
import io.kiln.simulation.template.Sketch;
import io.kiln.simulation.template.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One seeded world on one thread: a store, hosts with agents, workers, users, and a clock that
 * moves only when it is told to. The same seed has the same history.
 */
final class World {
  private static final List<String> HOSTS = List.of("h1", "h2", "h3");
  private static final int WORKERS = 3;

  /** A worker that stalls in the middle of a call, in the middle of which another stalls. */
  private static final int DEEPEST = 2;

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  final RandomGenerator random;
  final Story story;
  final Guards guards;
  final Faults faults;
  final InMemoryStore store;
  final StackService service;
  final Fleet fleet;
  final Blueprints blueprints;
  final Handlers handlers;
  final Sketch sketch;
  final Watch watch;
  final List<Machine.Call> calls = new ArrayList<>();
  final List<Late> late = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final List<User> users = new ArrayList<>();
  private final Map<String, Instant> awayUntil = new HashMap<>();
  private final List<Runnable> options = new ArrayList<>();
  private Instant now = BEGINNING;
  private int depth;
  private int steps;

  /** A request that everybody thinks lost, and who sent it. */
  record Late(Request request, Optional<Claim> caller) {}

  World(long seed, Guards guards, Story story) {
    this.random = new SplittableRandom(seed);
    this.story = story;
    this.guards = guards;
    story.begin(now);
    // A quarter of all worlds is calm: what is wrong there is wrong without any fault.
    this.faults = new Faults(random, random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(12));
    this.blueprints = new Blueprints(guards.order());
    this.sketch = new Sketch(random, HOSTS);
    this.store = new InMemoryStore(this::now, this::id, this::hint);
    this.watch = new Watch(this);
    this.fleet = new Fleet(HOSTS, guards, random, watch::accepted);
    var wire = new FaultyWire(this);
    var types =
        Map.<String, ResourceHandler>of(
            Types.THING, new ThingHandler(Types.THING, wire),
            Types.ROOM, new ThingHandler(Types.ROOM, wire),
            Types.STURDY, new ThingHandler(Types.STURDY, wire),
            Types.NOTE, new NoteHandler(),
            Types.MANY, new ManyHandler());
    this.handlers = type -> Optional.ofNullable(types.get(type));
    this.service = new StackService(blueprints, handlers, store, this::id, this::now);
    store.listen(this::hintAll);
    watch.begin(HOSTS);
    for (int number = 1; number <= WORKERS; number++) {
      machines.add(new Machine("w" + number, this, limits()));
    }
    users.add(new User("s", this));
    if (random.nextInt(6) == 0) {
      users.add(new User("t", this));
    }
  }

  /** Half of all workers have hardly room for anything. */
  private StepLimits limits() {
    return random.nextBoolean()
        ? StepLimits.DEFAULT
        : new StepLimits(
            64,
            1 + random.nextInt(4),
            1 + random.nextInt(4),
            1 + random.nextInt(3),
            1 + random.nextInt(3));
  }

  Instant now() {
    return now;
  }

  UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  int steps() {
    return steps;
  }

  List<User> users() {
    return users;
  }

  List<Machine> machines() {
    return machines;
  }

  private void hint(Runnable listener) {
    if (!faults.atHint()) {
      listener.run();
    }
  }

  private void hintAll() {
    machines.forEach(Machine::hint);
  }

  boolean isAway(String host) {
    return awayUntil.getOrDefault(host, Instant.MIN).isAfter(now);
  }

  /** The claim that the store gets to see. */
  Claim taken(Claim claim) {
    return guards.fenceAtStore() ? claim : watch.newest(claim);
  }

  /** A worker stands still in the middle of something while everybody else goes on. */
  void meanwhile(Machine stalled, String where) {
    if (depth == DEEPEST) {
      return;
    }
    story.tell(() -> "fault: %s stalls %s".formatted(stalled.name(), where));
    watch.look();
    depth++;
    stalled.busy(true);
    int more = random.nextInt(60);
    Instant wakes = now.plusMillis(random.nextInt(25_000));
    for (int step = 0; step < more || (now.isBefore(wakes) && step < 400); step++) {
      step();
    }
    stalled.busy(false);
    depth--;
    story.tell(() -> stalled.name() + " wakes up");
  }

  /** Goes on until then. */
  void until(BooleanSupplier condition, int atMost) {
    for (int step = 0; !condition.getAsBoolean(); step++) {
      if (step == atMost) {
        throw new Violation(
            Invariant.PROGRESS, "no end after %d steps: %s".formatted(atMost, watch.state()));
      }
      step();
    }
  }

  void step() {
    steps++;
    elsewhere();
    options.clear();
    machines.forEach(machine -> machine.offer(options));
    for (Machine.Call call : calls) {
      if (call.machine().isUp()) {
        options.add(() -> make(call));
      }
    }
    for (Agent agent : fleet.agents()) {
      if (agent.nextEnd().filter(end -> !end.isAfter(now)).isPresent()) {
        options.add(() -> end(agent));
      }
    }
    for (User user : users) {
      user.offer(options);
    }
    if (!late.isEmpty() && random.nextInt(20) == 0) {
      options.add(this::deliverLate);
    }
    if (options.isEmpty()) {
      pass(next());
    } else if (random.nextInt(12) == 0) {
      pass(now.plusMillis(random.nextInt(500)));
    } else {
      options.get(random.nextInt(options.size())).run();
    }
    watch.look();
  }

  private void pass(Instant to) {
    now = to;
    story.time(now);
  }

  private Instant next() {
    Instant next = Instant.MAX;
    for (Machine machine : machines) {
      next = earlier(next, machine.next());
    }
    for (Agent agent : fleet.agents()) {
      next = earlier(next, agent.nextEnd().orElse(Instant.MAX));
    }
    for (User user : users) {
      next = earlier(next, user.next());
    }
    return next.equals(Instant.MAX) || !next.isAfter(now) ? now.plusMillis(100) : next;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void make(Machine.Call call) {
    calls.remove(call);
    watch.calling(call.driving().claim);
    call.body().run();
    watch.calling(null);
  }

  private void end(Agent agent) {
    agent
        .endOne(now)
        .ifPresent(
            request ->
                story.tell(() -> "%s ends %s".formatted(agent.name(), FaultyWire.said(request))));
  }

  /** A request that everybody thought lost arrives after all. */
  void deliverLate() {
    Late lost = late.remove(random.nextInt(late.size()));
    Request request = lost.request();
    story.tell(() -> "late: %s arrives at %s".formatted(FaultyWire.said(request), request.host()));
    watch.calling(lost.caller().orElse(null));
    fleet.agent(request.host()).submit(request, now);
    watch.calling(null);
  }

  private void elsewhere() {
    Faults.Elsewhere fault = faults.elsewhere();
    Machine machine = machines.get(random.nextInt(machines.size()));
    switch (fault) {
      case NOTHING -> {}
      case CRASH -> {
        if (machine.isAlive()) {
          machine.crash("between two steps");
        }
      }
      case CALLS_MADE_AND_CRASH -> {
        if (machine.isAlive()) {
          calls.stream().filter(call -> call.machine() == machine).toList().forEach(this::make);
          machine.crash("before it hears any answer");
        }
      }
      case STALL -> {
        if (machine.isAlive()) {
          Duration time = Duration.ofMillis(random.nextInt(30_000));
          story.tell(() -> "fault: %s stalls for %s".formatted(machine.name(), time));
          machine.stall(time);
        }
      }
      case HOST_AWAY -> {
        String host = HOSTS.get(random.nextInt(HOSTS.size()));
        story.tell(() -> "fault: " + host + " cannot be reached");
        awayUntil.put(host, now.plusMillis(random.nextInt(60_000)));
      }
      case THING_LOST -> {
        List<Thing> ours =
            fleet.things().stream()
                .filter(thing -> !thing.tree().isEmpty() && thing.ready())
                .toList();
        if (!ours.isEmpty()) {
          Thing thing = ours.get(random.nextInt(ours.size()));
          story.tell(() -> "fault: " + thing.id() + " vanishes");
          watch.lost(thing);
          fleet.lose(thing);
        }
      }
    }
  }

  /** No fault comes any more; what is broken recovers soon. */
  void calmDown() {
    story.tell(() -> "the last fault is over");
    faults.stop();
    awayUntil.clear();
    machines.forEach(machine -> machine.reviveBy(now.plusSeconds(5)));
  }
}
