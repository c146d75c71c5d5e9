package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of things that somebody changes by hand, under seeds in which workers crash. */
class DriftTest {
  private static final int SEEDS = 40;
  private static final String STACK = "A(a=x); B(b=y); C(c=ref A)";
  private static final String FROZEN = "A(a=x, !drift=freeze); B(b=y)";
  private static final String REPAIRED = "A(a=x, !drift=repair); B(b=y)";

  private static void underAllSeeds(String template, Consumer<World> scenario) {
    for (int seed = 0; seed < SEEDS; seed++) {
      var world = new World(seed, seed % 8);
      world.create(template);
      reached(world);
      try {
        scenario.accept(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void aLookShowsWhatDiffersAndChangesNothing() {
    underAllSeeds(
        STACK,
        world -> {
          int writes = world.reality.writes();
          assertThat(states(world.look())).isEqualTo("A IN_SYNC, B IN_SYNC, C IN_SYNC");
          world.reality.lose("A");
          world.reality.alter("B", "b", "other");
          StackRecord before = world.stack();
          List<ResourceDrift> found = world.look();
          assertThat(states(found)).isEqualTo("A DELETED, B MODIFIED, C IN_SYNC");
          assertThat(found.get(1).drift().differences())
              .containsExactly(
                  new Drift.Difference(
                      "b",
                      Drift.Kind.NOT_EQUAL,
                      Optional.of(Value.text("y")),
                      Optional.of(Value.text("other"))));
          assertThat(world.stack()).isEqualTo(before);
          assertThat(world.reality.writes()).isEqualTo(writes);
          assertThat(drifted(world))
              .containsExactly("A: drifted: it is not there", "B: drifted: b is other, not y");
          world.look();
          assertThat(drifted(world)).as("what is no news is not told again").hasSize(2);
        });
  }

  @Test
  void onlyAnUpdateThatConvergesMakesAgainWhatIsMissingAndPutsRightWhatWasAltered() {
    underAllSeeds(
        STACK,
        world -> {
          String b = thing(world, "B");
          world.reality.lose("A");
          world.reality.alter("B", "b", "other");
          int writes = world.reality.writes();
          world.update(STACK);
          reached(world);
          assertThat(world.reality.writes()).isEqualTo(writes);
          assertThat(world.planConverging(STACK).toString())
              .contains("-/+ A  Thing  (it is not there)")
              .contains("  ~ B  Thing  (it was altered)\n      b: \"other\" -> \"y\"");
          assertThat(world.reality.writes()).isEqualTo(writes);
          world.converge(STACK);
          reached(world);
          assertThat(world.reality.named("A")).hasSize(1);
          assertThat(world.reality.find(b).orElseThrow().properties().get("b"))
              .isEqualTo(Value.text("y"));
          assertThat(states(world.look())).isEqualTo("A IN_SYNC, B IN_SYNC, C IN_SYNC");
          int settled = world.reality.writes();
          world.converge(STACK);
          reached(world);
          assertThat(world.reality.writes()).as("there is nothing left to do").isEqualTo(settled);
        });
  }

  @Test
  void whatIsFrozenIsNotTouchedOnceItDrifted() {
    underAllSeeds(
        FROZEN,
        world -> {
          String changed = FROZEN.replace("a=x", "a=z");
          assertThat(world.plan(changed).diagnostics()).isEmpty();
          world.reality.alter("A", "a", "other");
          world.reality.alter("B", "b", "other");
          assertThatThrownBy(() -> world.update(changed))
              .isInstanceOf(InvalidStackException.class)
              .hasMessageContaining(
                  "A may not be touched: it is frozen and somebody changed it: a is other, not x");
          assertThat(world.planConverging(FROZEN).diagnostics())
              .singleElement()
              .extracting(found -> found.message())
              .asString()
              .startsWith("A is left as it is: it is frozen");
          world.converge(FROZEN);
          reached(world);
          assertThat(states(world.look())).isEqualTo("A MODIFIED, B IN_SYNC");
          world.delete();
          world.settle();
          assertThat(world.reality.all()).isEmpty();
        });
  }

  @Test
  void whatIsToBeRepairedIsRepairedByALookAndNothingElseIs() {
    underAllSeeds(
        REPAIRED,
        world -> {
          world.reality.lose("A");
          world.reality.alter("B", "b", "other");
          long revision = world.stack().latestRevision();
          world.look();
          assertThat(world.stack().status()).isEqualTo(Status.IN_PROGRESS);
          reached(world);
          assertThat(world.stack().latestRevision()).isEqualTo(revision);
          assertThat(states(world.look())).isEqualTo("A IN_SYNC, B MODIFIED");
          assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
        });
  }

  @Test
  void aRepairThatDoesNotHelpIsNotTriedAgain() {
    var world = new World(3, 0);
    world.create(REPAIRED);
    reached(world);
    world.reality.alter("A", "extra", "never removed");
    world.reality.stubborn("extra");
    world.look();
    reached(world);
    assertThat(states(world.look())).isEqualTo("A MODIFIED, B IN_SYNC");
    assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
  }

  @Test
  void aLookAtAStackThatChangesMeanwhileFails() {
    var world = new World(5, 0);
    world.create(STACK);
    reached(world);
    world.drifts.begin(world.stack().id());
    DriftTask task = world.drifts.claim("w", Duration.ofMinutes(1), Optional.empty()).orElseThrow();
    world.update(STACK.replace("b=y", "b=z"));
    reached(world);
    DriftLook ended =
        world.drifts.end(task, new DriftFindings(List.of(), List.of(), true)).orElseThrow();
    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(world.drifts.found(world.stack().id())).isEmpty();
  }

  @Test
  void aThingThatWasThereBeforeIsLookedAtAndNeverChangedNorDeleted() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var world = new World(seed, seed % 8);
      world.reality.found("theirs", Value.map(Map.of("a", Value.text("x"))));
      String template = "A(a=ignored, !id=theirs); B(b=att A.a)";
      assertThat(world.plan(template).toString())
          .contains("  < A  Thing  (it was there before and is only looked at)");
      world.create(template);
      reached(world);
      assertThat(row(world, "A").physicalId()).contains("theirs");
      assertThat(row(world, "A").action()).isEqualTo(Action.CHECK);
      assertThat(world.reality.named("B").getFirst().properties().get("b"))
          .isEqualTo(Value.text("x"));
      world.update(template.replace("ignored", "else").replace("att A.a", "z"));
      reached(world);
      world.ask(Action.SUSPEND);
      reached(world);
      world.ask(Action.RESUME);
      reached(world);
      world.ask(Action.CHECK);
      reached(world);
      assertThat(world.reality.rests("theirs")).isFalse();
      assertThat(states(world.look())).isEqualTo("A NOT_CHECKED, B IN_SYNC");
      assertThatThrownBy(() -> world.update(template.replace("theirs", "others")))
          .hasMessageContaining("external_id of A cannot be changed");
      world.update("A(a=own); B(b=z)");
      reached(world);
      assertThat(world.reality.named("A")).hasSize(1);
      assertThat(world.reality.exists("theirs")).isTrue();
      assertThatThrownBy(() -> world.update(template))
          .hasMessageContaining("external_id cannot be given to it");
      world.delete();
      world.settle();
      assertThat(world.reality.all()).extracting(Reality.Thing::id).containsExactly("theirs");
    }
  }

  @Test
  void aThingThatIsNotThereFailsItsResource() {
    var world = new World(7, 0);
    world.create("A(!id=nothing); B(b=y)");
    world.settle();
    assertThat(world.stack().statusReason()).contains("there is no nothing");
    assertThat(row(world, "A").status()).isEqualTo(Status.FAILED);
    world.reality.found("nothing", Value.MapOf.EMPTY);
    world.update("A(!id=nothing); B(b=y)");
    reached(world);
    assertThat(row(world, "A").status()).isEqualTo(Status.COMPLETE);
  }

  private static void reached(World world) {
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
  }

  private static String states(List<ResourceDrift> found) {
    return String.join(
        ", ",
        found.stream()
            .sorted(Comparator.comparing(ResourceDrift::path))
            .map(each -> each.path() + " " + each.drift().state())
            .toList());
  }

  private static List<String> drifted(World world) {
    return world.store.events(world.stack().id(), 0, 10_000).stream()
        .filter(event -> event.reason().startsWith("drifted"))
        .map(event -> event.path() + ": " + event.reason())
        .sorted()
        .toList();
  }

  private static String thing(World world, String path) {
    return row(world, path).physicalId().orElseThrow();
  }

  private static ResourceState row(World world, String path) {
    return world.store.resources(world.stack().id()).stream()
        .filter(row -> row.path().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
