package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A resource under another name is the same, under seeds in which workers crash and stall. */
class RenameTest {
  private static final int SEEDS = 60;
  private static final String BEFORE = "A(a=x); B(b=ref A); D(c=y; after A)";
  private static final String AFTER = "C(a=x); B(b=ref C); D(c=y; after C)";
  private static final Rename A_IS_C = new Rename("A", "C");

  private static void underAllSeeds(Consumer<World> scenario) {
    for (int seed = 0; seed < SEEDS; seed++) {
      var world = new World(seed, seed % 8);
      world.create(BEFORE);
      reached(world);
      try {
        scenario.accept(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void nothingIsDoneOutsideForAnotherName() {
    underAllSeeds(
        world -> {
          String thing = thing(world, "A");
          int writes = world.reality.writes();
          assertThat(world.plan(AFTER, A_IS_C).toString())
              .isEqualTo(
                  "  > C  Thing  (renamed from A)\n"
                      + "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, 3"
                      + " unchanged.\n");
          world.update(AFTER, A_IS_C);
          reached(world);
          assertThat(world.reality.writes()).isEqualTo(writes);
          assertThat(thing(world, "C")).isEqualTo(thing);
          assertThat(paths(world)).containsExactly("B", "C", "D");
        });
  }

  @Test
  void whatElseIsChangedIsChangedInPlace() {
    underAllSeeds(
        world -> {
          String thing = thing(world, "A");
          String changed = AFTER.replace("C(a=x)", "C(a=z)");
          assertThat(world.plan(changed, A_IS_C).toString())
              .startsWith("  > C  Thing  (renamed from A)\n  ~ C  Thing  (changed a)\n");
          world.update(changed, A_IS_C);
          reached(world);
          assertThat(thing(world, "C")).isEqualTo(thing);
          assertThat(row(world, "C").properties().get("a")).isEqualTo(Value.text("z"));
        });
  }

  @Test
  void theWayBackIsNoReplacementEither() {
    underAllSeeds(
        world -> {
          String thing = thing(world, "A");
          int writes = world.reality.writes();
          world.update(AFTER, A_IS_C);
          world.early();
          world.rollBack();
          world.settle();
          assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
          world.update(BEFORE);
          reached(world);
          assertThat(world.reality.writes()).isEqualTo(writes);
          assertThat(thing(world, "A")).isEqualTo(thing);
          world.update(AFTER);
          reached(world);
          assertThat(thing(world, "C")).isEqualTo(thing);
        });
  }

  /** After a replacement that was cut short there are two, and both are the resource. */
  @Test
  void bothOfAResourceGetTheOtherName() {
    underAllSeeds(
        world -> {
          world.update(BEFORE.replace("A(a=x)", "A(a=x, k*=new)"));
          world.until(() -> world.reality.named("A").size() == 2);
          world.update(AFTER.replace("C(a=x)", "C(a=x, k*=new)"), A_IS_C);
          reached(world);
          assertThat(paths(world)).containsExactly("B", "C", "D");
          assertThat(world.reality.all()).hasSize(3);
        });
  }

  @Test
  void withoutBeingToldAnotherNameIsAnotherResource() {
    underAllSeeds(
        world -> {
          String thing = thing(world, "A");
          world.update(AFTER);
          reached(world);
          assertThat(thing(world, "C")).isNotEqualTo(thing);
        });
  }

  @Test
  void aRenameThatCannotBeIsRefused() {
    var world = new World(1, 0);
    world.create(BEFORE);
    reached(world);
    for (Rename wrong :
        new Rename[] {new Rename("X", "C"), new Rename("A", "B"), new Rename("B", "C")}) {
      assertThatThrownBy(() -> world.update(AFTER, wrong))
          .as("%s", wrong)
          .isInstanceOf(InvalidStackException.class)
          .hasMessageContaining("cannot be renamed to " + wrong.to());
    }
    assertThat(world.stack().latestRevision()).isEqualTo(1);
  }

  private static void reached(World world) {
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
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

  private static java.util.List<String> paths(World world) {
    return world.store.resources(world.stack().id()).stream().map(ResourceState::path).toList();
  }
}
