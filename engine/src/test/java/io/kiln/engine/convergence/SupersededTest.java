package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What another wish in the middle of one must not break, each under many seeds: calm ones, and ones
 * in which workers crash, stall and lose answers. Reality itself refuses a wrong order.
 */
class SupersededTest {
  private static final int SEEDS = 80;

  private static void underAllSeeds(Consumer<World> scenario) {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        scenario.accept(new World(seed, seed % 8));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void created(World world, String template) {
    world.create(template);
    complete(world);
  }

  private static void complete(World world) {
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
  }

  /** What was asked for an earlier target and arrives late is refused by the later one's fence. */
  @Test
  void aTraversalThatSupersedesAnotherHasAFenceOfItsOwn() {
    var world = new World(7, 0);
    world.create("A(); B(a=ref A)");
    world.until(() -> world.reality.all().size() == 1);
    long before = world.reality.highestFence();
    world.update("A(); B(a=other)");
    complete(world);
    assertThat(world.reality.highestFence()).isGreaterThan(before);
  }

  @Test
  void whatAnUpdateReplacesGoesThoughACheckOfItWasUnderWay() {
    underAllSeeds(
        world -> {
          created(world, "A(a*=first); B()");
          world.ask(Action.CHECK);
          world.early();
          world.update("A(a*=second); B()");
          complete(world);
          assertThat(world.reality.named("A"))
              .singleElement()
              .satisfies(
                  thing ->
                      assertThat(thing.properties().get("a*")).isEqualTo(Value.text("second")));
        });
  }

  @Test
  void aCheckDoesNotForgetThatASuspendWasCutShort() {
    underAllSeeds(
        world -> {
          created(world, "A(); B(a=ref A); C()");
          world.ask(Action.SUSPEND);
          world.early();
          if (world.stack().status() == Status.IN_PROGRESS) {
            world.cancel();
          }
          world.settle();
          world.ask(Action.CHECK);
          world.settle();
          world.update("A(); B(a=ref A); C()");
          complete(world);
          assertThat(world.reality.all()).noneMatch(thing -> world.reality.rests(thing.id()));
        });
  }

  @Test
  void aDeleteKeepsToTheOrderThatAnUpdateWasAboutToChange() {
    for (int seed = 0; seed < 5 * SEEDS; seed++) {
      var world = new World(seed, 8);
      created(world, "A(); B(a=ref A); C(); D(a=ref C); E(); F(a=ref E)");
      world.update("A(); B(a=none); C(); D(a=none); E(); F(a=none)");
      world.early();
      world.delete();
      world.settle();
      String how = "seed %d: %s".formatted(seed, world.stack().statusReason());
      assertThat(world.stack().deletedAt()).as(how).isPresent();
    }
  }

  @Test
  void whatIsReplacedStaysWhileAnotherHasItsNameThroughAThird() {
    underAllSeeds(
        world -> {
          created(world, "A(a*=first); H(a=ref A); G(a=att H.a)");
          world.update("A(a*=second); H(a=ref A); G(a=att H.a)");
          world.early();
          world.update("H(a=none); G(a=att H.a)");
          complete(world);
          assertThat(world.reality.all()).hasSize(2);
        });
  }

  /** H has A's name through G; that A is to stay and to follow G now does not change this. */
  @Test
  void whatOneLetsGoOfStaysWhileThoseThatItServedMayHaveIt() {
    underAllSeeds(
        world -> {
          created(world, "A(); G(a=ref A); H(b=att G.a)");
          world.update("G(a=none); A(b=ref G); H(b=att G.a; after A)");
          world.until(
              () ->
                  world.reality.named("G").stream()
                      .anyMatch(thing -> thing.properties().get("a").equals(Value.text("none"))));
          world.early();
          world.update("G(a=none)");
          complete(world);
          assertThat(world.reality.all()).hasSize(1);
        });
  }

  @Test
  void whatIsHandedOnTwiceIsStillNeeded() {
    underAllSeeds(
        world -> {
          created(world, "A(); G(a=ref A); H(b=att G.a); I(c=att H.b)");
          world.update("G(a=none); H(b=none); A(b=ref H); I(c=none; after A)");
          world.early();
          world.delete();
          world.settle();
          assertThat(world.stack().deletedAt()).as(world.stack().statusReason()).isPresent();
        });
  }
}
