package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.Journal;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Step;
import io.kiln.engine.planning.Walk;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One seeded world: a store, a reality, and workers that may crash, stall past their lease or lose
 * answers between any two steps. The same seed gives the same history.
 */
final class World {
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int ENDLESS = 20_000;

  final Random random;
  final Reality reality = new Reality();
  final InMemoryStore store;
  final StackService service;
  final InMemoryDrifts drifts;
  private final Compiler compiler;
  private final Handlers handlers;
  private final List<Driving> drivers = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private StepLimits limits = StepLimits.DEFAULT;
  private int faults;
  private int workers;

  /** A driver with the calls it has under way. */
  private record Driving(Claim claim, TreeDriver driver, List<Runnable> calls) {}

  /**
   * @param faults how many times something may go wrong
   */
  World(long seed, int faults) {
    this(seed, faults, new Notation());
  }

  /**
   * @param groups types that are stacks of their own; every other name is a thing's
   */
  World(long seed, int faults, Compiler compiler, ResourceHandler... groups) {
    this.compiler = compiler;
    ResourceHandler thing = new ThingHandler(reality);
    this.handlers =
        type ->
            Optional.of(
                Arrays.stream(groups)
                    .filter(group -> group.names().contains(type))
                    .findFirst()
                    .orElse(thing));
    this.random = new Random(seed);
    this.faults = faults;
    this.store = new InMemoryStore(clock, this::id, Runnable::run);
    this.drifts = new InMemoryDrifts(store, clock, this::id);
    this.service = new StackService(compiler, handlers, store, this::id, clock);
  }

  /** Workers that claim from now on have no more at work at once than this. */
  World within(StepLimits most) {
    limits = most;
    return this;
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  void create(String template) {
    service.create("p", "s", revision(template));
  }

  Plan plan(String template, Rename... renames) {
    return service.plan("p", "s", revision(template).renaming(List.of(renames)));
  }

  void update(String template, Rename... renames) {
    service.update("p", "s", revision(template).renaming(List.of(renames)));
  }

  void adopt(String template, Adoption adoption) {
    service.adopt("p", "s", revision(template), adoption);
  }

  Plan planConverging(String template) {
    return service.plan("p", "s", revision(template).converging(true));
  }

  void converge(String template) {
    service.update("p", "s", revision(template).converging(true));
  }

  /** Takes a look at what the stack made, and returns what it found. */
  List<ResourceDrift> look() {
    drifts.begin(stack().id());
    assertThat(DriftWatch.turn("w", drifts, handlers, this::id, clock, Optional.empty())).isTrue();
    return drifts.found(stack().id());
  }

  void delete() {
    service.delete("p", "s");
  }

  void rollBack() {
    service.rollBack("p", "s");
  }

  void ask(Action action) {
    service.ask("p", "s", action);
  }

  void cancel() {
    service.cancel("p", "s");
  }

  void mark(String path, boolean unhealthy) {
    service.mark("p", "s", path, unhealthy, "");
  }

  void signal(String path, String details) {
    service.signal("p", "s", path, Json.parse(details));
  }

  void create(StackSource source) {
    service.create("p", "s", revision(source));
  }

  void update(StackSource source) {
    service.update("p", "s", revision(source));
  }

  Plan plan(StackSource source) {
    return service.plan("p", "s", revision(source));
  }

  private static NewRevision revision(String template) {
    return revision(Notation.source(template));
  }

  private static NewRevision revision(StackSource source) {
    return new NewRevision(source, true, Optional.empty(), List.of(), "", "somebody");
  }

  /** Lets the world go on until the stack has settled. */
  void settle() {
    until(() -> stack().status() != Status.IN_PROGRESS);
  }

  Instant now() {
    return now;
  }

  /** Lets some time pass, or less when the stack settles: "early" in the scenarios. */
  void early() {
    int steps = random.nextInt(40);
    for (int step = 0; step < steps && stack().status() == Status.IN_PROGRESS; step++) {
      step();
    }
  }

  void until(BooleanSupplier condition) {
    for (int step = 0; !condition.getAsBoolean(); step++) {
      assertThat(step).as("steps without settling").isLessThan(ENDLESS);
      step();
    }
  }

  StackRecord stack() {
    return store
        .list(
            "p",
            new StackQuery(
                java.util.Map.of(),
                true,
                java.util.OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                false))
        .getFirst();
  }

  /** What drives would be ready for now, by path; a second look finds the same. */
  void lookTwice() {
    StackRecord stack = stack();
    if (stack.target().revision().isEmpty() || stack.status() != Status.IN_PROGRESS) {
      return;
    }
    List<ResourceState> rows = store.resources(stack.id());
    Walk first = walk(stack, rows);
    List<String> ready = described(first.ready());
    Journal.Entries entries = first.journal().take();
    var after = new LinkedHashMap<UUID, ResourceState>();
    rows.forEach(row -> after.put(row.id(), row));
    entries.written().forEach(row -> after.put(row.id(), row));
    entries.removed().forEach(after::remove);
    assertThat(described(walk(stack, List.copyOf(after.values())).ready()))
        .containsExactlyInAnyOrderElementsOf(ready);
  }

  private Walk walk(StackRecord stack, List<ResourceState> rows) {
    var identity = new StackIdentity(stack.project(), stack.name(), stack.id().toString());
    var source = store.source(stack.id(), stack.target().revision().getAsLong());
    return new Walk(
        identity,
        compiler.compile(source, identity).result(),
        rows,
        handlers,
        UUID::randomUUID,
        clock,
        Duration.ofHours(1),
        false);
  }

  private static List<String> described(List<Step> steps) {
    return steps.stream()
        .map(step -> step.getClass().getSimpleName() + " " + step.row().path())
        .toList();
  }

  void step() {
    if (faults > 0 && random.nextInt(12) == 0) {
      faults--;
      fault();
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> claim();
      case 1 -> now = now.plusMillis(300 + random.nextInt(900));
      case 2, 3 -> answer();
      default -> turn();
    }
  }

  private void claim() {
    for (Claim claim : store.claim("w" + workers++, 1, LEASE)) {
      var calls = new ArrayList<Runnable>();
      drivers.add(
          new Driving(
              claim,
              new TreeDriver(
                  claim,
                  store,
                  compiler,
                  handlers,
                  new StepCalls(
                      claim, new StepSlots(limits), calls::add, CallWatch.NOTHING, clock, () -> {}),
                  this::id,
                  clock),
              calls));
    }
  }

  private Optional<Driving> anyone() {
    return drivers.isEmpty()
        ? Optional.empty()
        : Optional.of(drivers.get(random.nextInt(drivers.size())));
  }

  /** One of the calls under way is carried out, in any order, also those of workers overtaken. */
  private void answer() {
    anyone()
        .filter(driving -> !driving.calls().isEmpty())
        .ifPresent(driving -> driving.calls().remove(random.nextInt(driving.calls().size())).run());
  }

  private void turn() {
    anyone()
        .ifPresent(
            driving -> {
              try {
                store.renew(List.of(driving.claim()), LEASE);
                driving.driver().lookAgain();
                if (driving.driver().turn()) {
                  store.release(driving.claim());
                  drivers.remove(driving);
                }
              } catch (StaleClaimException overtaken) {
                drivers.remove(driving);
              }
            });
  }

  private void fault() {
    switch (random.nextInt(3)) {
      case 0 -> anyone().ifPresent(drivers::remove); // crash: its calls are never made
      case 1 -> now = now.plus(LEASE).plusSeconds(1); // everybody stalls past the lease
      default -> // crash: its calls are made, their answers are lost
          anyone()
              .ifPresent(
                  driving -> {
                    List.copyOf(driving.calls()).forEach(Runnable::run);
                    drivers.remove(driving);
                  });
    }
  }
}
