package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What can be asked of a stack besides an update, each under many seeds: calm ones, and ones in
 * which workers crash, stall and lose answers. Reality itself refuses a wrong order.
 */
class ActionsTest {
  private static final int SEEDS = 60;
  private static final String T = "A(); B(); C(a=ref A; after B); D(c=ref C); E(ca=att C.a)";
  private static final String CHANGED = T.replace("B()", "B(b=new)");
  private static final String NESTING =
      """
      heat_template_version: 2021-04-16
      resources:
        before: {type: Thing, properties: {a: first}}
        pair: {type: pair.yaml, properties: {of: {get_resource: before}}}
        empty: {type: empty.yaml}
        after: {type: Thing, properties: {b: {get_attr: [pair, second]}}}
      """;
  private static final String PAIR =
      """
      heat_template_version: 2021-04-16
      parameters:
        of: {type: string}
      resources:
        one: {type: Thing, properties: {a: {get_param: of}}}
        two: {type: Thing, properties: {c: {get_resource: one}}}
      outputs:
        second: {value: {get_resource: two}}
      """;

  private static void underAllSeeds(Consumer<World> scenario) {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        scenario.accept(new World(seed, seed % 8));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static World nesting(int seed) {
    return new World(
        seed,
        seed % 8,
        new HeatCompiler(
            new ResourceCatalog(List.of(new ThingHandler(new Reality())), Map.of()),
            Limits.DEFAULT));
  }

  private static StackSource nestingSource() {
    return new StackSource(
        NESTING,
        "root.yaml",
        Map.of("pair.yaml", PAIR, "empty.yaml", "heat_template_version: 2021-04-16\n"),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  @Test
  void aSuspendedStackRestsAndIsAwakeAgainAfterAResume() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          assertThat(world.reality.all()).hasSize(5).allMatch(thing -> rests(world, thing));
          allRowsAre(world, Action.SUSPEND);
          int writes = world.reality.writes();
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          world.ask(Action.CHECK);
          reached(world, Action.CHECK);
          assertThat(world.reality.writes()).isEqualTo(writes);
          allRowsAre(world, Action.SUSPEND);
          world.ask(Action.RESUME);
          reached(world, Action.RESUME);
          assertThat(world.reality.all()).hasSize(5).noneMatch(thing -> rests(world, thing));
          allRowsAre(world, Action.RESUME);
          assertThat(world.stack().goodRevision()).hasValue(1);
        });
  }

  @Test
  void anUpdateOfASuspendedStackWakesItAndChangesWhatIsToBeChanged() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          assertThat(world.plan(CHANGED).toString())
              .contains("  ~ A  Thing  (it was suspended)\n")
              .contains("  ~ B  Thing  (it was suspended)\n      b: (not set) -> \"new\"")
              .contains("0 to create, 5 to update, 0 to replace, 0 to delete, 0 unchanged");
          world.update(CHANGED);
          reached(world, Action.UPDATE);
          assertThat(world.reality.all()).hasSize(5).noneMatch(thing -> rests(world, thing));
          assertThat(world.reality.named("B").getFirst().properties().get("b"))
              .isEqualTo(Value.text("new"));
          assertThat(world.stack().goodRevision()).hasValue(2);
        });
  }

  @Test
  void anythingMayComeInTheMiddleOfASuspendOrResume() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          world.ask(Action.SUSPEND);
          world.early();
          world.update(CHANGED);
          world.early();
          if (world.stack().status() == Status.IN_PROGRESS) {
            world.cancel();
            world.settle();
            assertThat(world.stack().statusReason()).isEqualTo("Stack UPDATE cancelled");
          }
          world.update(T);
          reached(world, Action.UPDATE);
          assertThat(world.reality.all()).hasSize(5).noneMatch(thing -> rests(world, thing));
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          world.ask(Action.RESUME);
          world.early();
          world.delete();
          world.settle();
          assertThat(world.reality.all()).isEmpty();
          assertThat(world.store.resources(world.stack().id())).isEmpty();
        });
  }

  @Test
  void whatIsDoneCannotBeAskedAgainInTheMeantime() {
    underAllSeeds(
        world -> {
          world.create(T);
          assertThatThrownBy(() -> world.ask(Action.CHECK))
              .isInstanceOf(ActionInProgressException.class);
          world.settle();
          assertThatThrownBy(world::cancel).isInstanceOf(NothingToCancelException.class);
        });
  }

  @Test
  void aCheckNamesEverythingThatIsWrongAndTheNextUpdateReplacesIt() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          world.reality.lose("D");
          world.reality.lose("E");
          world.ask(Action.CHECK);
          world.settle();
          assertThat(world.stack().status()).isEqualTo(Status.FAILED);
          assertThat(world.stack().statusReason())
              .startsWith("Resource CHECK failed: ")
              .contains("resources.D: ", "resources.E: ", " is not there");
          assertThat(row(world, "A").status()).isEqualTo(Status.COMPLETE);
          assertThat(row(world, "D").status()).isEqualTo(Status.FAILED);
          int writes = world.reality.writes();
          world.update(T);
          reached(world, Action.UPDATE);
          assertThat(world.reality.all()).hasSize(5);
          assertThat(world.reality.writes()).isEqualTo(writes + 2);
        });
  }

  @Test
  void aCheckThatIsCutShortByAnUpdateIsFinishedFirst() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          world.reality.lose("D");
          world.ask(Action.CHECK);
          world.early();
          boolean known =
              world.stack().status() == Status.FAILED
                  || row(world, "D").status() != Status.COMPLETE;
          world.update(T);
          reached(world, Action.UPDATE);
          assertThat(world.reality.named("D")).hasSize(known ? 1 : 0);
        });
  }

  @Test
  void whatIsMarkedUnhealthyIsReplacedAndWhatIsMarkedHealthyAgainIsKept() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          String a = world.reality.named("D").getFirst().id();
          String e = world.reality.named("E").getFirst().id();
          world.mark("D", true);
          world.mark("E", true);
          world.mark("E", false);
          world.update(T);
          reached(world, Action.UPDATE);
          assertThat(world.reality.all()).hasSize(5);
          assertThat(world.reality.named("D").getFirst().id()).isNotEqualTo(a);
          assertThat(world.reality.named("E").getFirst().id()).isEqualTo(e);
        });
  }

  @Test
  void whatWasCalledBrokenWhileItWasSuspendedStillRestsWhenItIsSound() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          world.mark("D", true);
          world.mark("D", true);
          world.ask(Action.CHECK);
          world.settle();
          assertThat(world.stack().statusReason()).contains("State CHECK_FAILED invalid for check");
          world.mark("D", false);
          allRowsAre(world, Action.SUSPEND);
          world.ask(Action.RESUME);
          reached(world, Action.RESUME);
          assertThat(world.reality.all()).hasSize(5).noneMatch(thing -> rests(world, thing));
        });
  }

  @Test
  void whatAResumeThatWasGivenUpDidNotReachIsWokenBeforeItIsChanged() {
    underAllSeeds(
        world -> {
          world.reality.becomePatient();
          world.create(T);
          reached(world, Action.CREATE);
          List<String> things = world.reality.all().stream().map(Reality.Thing::id).toList();
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          world.ask(Action.RESUME);
          world.early();
          if (world.stack().status() == Status.IN_PROGRESS) {
            world.cancel();
          }
          world.settle();
          world.update(CHANGED.replace("A()", "A(b=new)"));
          reached(world, Action.UPDATE);
          assertThat(world.reality.all())
              .noneMatch(thing -> rests(world, thing))
              .extracting(Reality.Thing::id)
              .isEqualTo(things);
        });
  }

  @Test
  void whatIsGoneWhenItIsToWakeIsChangedInstead() {
    underAllSeeds(
        world -> {
          world.reality.becomePatient();
          world.create("A()");
          reached(world, Action.CREATE);
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          world.reality.lose("A");
          world.update("A()");
          world.settle();
          // This type cannot make it again; what matters is that it was asked to.
          assertThat(row(world, "A").action()).isEqualTo(Action.UPDATE);
          assertThat(row(world, "A").status()).isEqualTo(Status.FAILED);
        });
  }

  @Test
  void whatRestedWhenItWasExportedIsWokenByTheAdoption() {
    underAllSeeds(
        world -> {
          world.create(T);
          reached(world, Action.CREATE);
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          Stacks.Abandoned left = world.service.abandon("p", "s");
          SequencedMap<String, Value> document = new LinkedHashMap<>();
          document.put("id", Value.text(left.stack().id().toString()));
          document.put("resources", ExportedTree.of(left.rows()));
          int writes = world.reality.writes();
          world.adopt(T, Adoption.read(Value.map(document), world.now()));
          reached(world, Action.ADOPT);
          assertThat(world.reality.all()).hasSize(5).noneMatch(thing -> rests(world, thing));
          assertThat(world.reality.writes()).isEqualTo(writes + 5);
          world.ask(Action.SUSPEND);
          reached(world, Action.SUSPEND);
          assertThat(world.stack().traversal()).isEqualTo(left.stack().traversal());
          for (ResourceState row : left.rows()) {
            assertThat(row(world, row.path()).token())
                .as("what hosts were asked in its first life")
                .isNotEmpty()
                .isNotEqualTo(row.token());
          }
        });
  }

  @Test
  void anAdoptionThatIsCutShortKnowsWhoReliesOnWhom() {
    underAllSeeds(
        world -> {
          world.create("A(); B(a=ref A); C(a=ref B)");
          reached(world, Action.CREATE);
          Stacks.Abandoned left = world.service.abandon("p", "s");
          SequencedMap<String, Value> document = new LinkedHashMap<>();
          document.put("id", Value.text(left.stack().id().toString()));
          document.put("resources", ExportedTree.of(left.rows()));
          world.adopt("A(); B(a=new); C(a=ref B)", Adoption.read(Value.map(document), world.now()));
          world.early();
          world.update("C(a=none)");
          reached(world, Action.UPDATE);
          assertThat(world.reality.named("C")).hasSize(1);
        });
  }

  @Test
  void whatWasNeverMadeIsNotSoundThoughSomebodySaysSo() {
    var world = new World(1, 0);
    world.create("A(); B(a=ref A)");
    world.until(() -> !world.store.resources(world.stack().id()).isEmpty());
    world.cancel();
    world.settle();
    assertThat(row(world, "A").status()).isEqualTo(Status.FAILED);
    world.mark("A", true);
    assertThat(row(world, "A").action()).isEqualTo(Action.CHECK);
    world.mark("A", false);
    assertThat(row(world, "A").action()).isEqualTo(Action.CREATE);
    assertThat(row(world, "A").status()).isEqualTo(Status.FAILED);
    assertThat(row(world, "A").checkpoint()).isEmpty();
  }

  @Test
  void aCancelledStackBeginsNothingMoreAndTakesAnUpdate() {
    underAllSeeds(
        world -> {
          world.create(T);
          world.early();
          if (world.stack().status() != Status.IN_PROGRESS) {
            return;
          }
          int made = world.reality.all().size();
          long going =
              world.store.resources(world.stack().id()).stream()
                  .filter(row -> row.status() == Status.IN_PROGRESS)
                  .count();
          world.cancel();
          world.settle();
          assertThat(world.stack().status()).isEqualTo(Status.FAILED);
          assertThat(world.stack().action()).isEqualTo(Action.CREATE);
          assertThat(world.stack().statusReason()).isEqualTo("Stack CREATE cancelled");
          assertThat(world.reality.all().size()).isBetween(made, made + (int) going);
          assertThat(world.store.resources(world.stack().id()))
              .noneMatch(row -> row.status() == Status.IN_PROGRESS);
          world.update(T);
          reached(world, Action.UPDATE);
          assertThat(world.reality.all()).hasSize(5);
        });
  }

  @Test
  void aNestedStackBeginsBeforeAndEndsAfterWhatItHolds() {
    for (int seed = 0; seed < 16; seed++) {
      var world = nesting(seed);
      world.create(nestingSource());
      reached(world, Action.CREATE);
      for (Action action : List.of(Action.SUSPEND, Action.RESUME, Action.CHECK, Action.SUSPEND)) {
        long after = lastEvent(world);
        world.ask(action);
        reached(world, action);
        allRowsAre(world, action);
        List<String> told =
            world.store.events(world.stack().id(), after, 1000).stream()
                .map(event -> event.path() + " " + event.status())
                .toList();
        assertThat(told)
            .as("seed %s", seed)
            .containsSubsequence("pair IN_PROGRESS", "pair/one IN_PROGRESS", "pair COMPLETE")
            .containsSubsequence("pair IN_PROGRESS", "pair/two COMPLETE", "pair COMPLETE")
            .containsOnlyOnce("pair COMPLETE", "pair/one COMPLETE", "after COMPLETE");
        assertThat(told)
            .containsSubsequence(
                action == Action.SUSPEND
                    ? new String[] {"after COMPLETE", "pair COMPLETE", "before IN_PROGRESS"}
                    : new String[] {"before COMPLETE", "pair COMPLETE", "after IN_PROGRESS"});
      }
      world.update(nestingSource());
      reached(world, Action.UPDATE);
      assertThat(world.store.resources(world.stack().id()))
          .allMatch(row -> row.status() == Status.COMPLETE && row.action() != Action.SUSPEND);
    }
  }

  private static long lastEvent(World world) {
    return world.store.events(world.stack().id(), 0, 100_000).size();
  }

  private static boolean rests(World world, Reality.Thing thing) {
    return world.reality.rests(thing.id());
  }

  private static void reached(World world, Action action) {
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
    assertThat(world.stack().action()).isEqualTo(action);
    assertThat(world.stack().statusReason())
        .isEqualTo("Stack %s completed successfully".formatted(action));
  }

  private static void allRowsAre(World world, Action action) {
    assertThat(world.store.resources(world.stack().id()))
        .allMatch(row -> row.action() == action && row.status() == Status.COMPLETE);
  }

  private static ResourceState row(World world, String path) {
    return world.store.resources(world.stack().id()).stream()
        .filter(row -> row.path().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
