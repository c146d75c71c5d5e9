package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 21 convergence scenarios of Heat (heat/tests/convergence/scenarios), each under many seeds:
 * calm ones, and ones in which workers crash, stall and lose answers.
 */
class ConvergenceScenariosTest {
  private static final int SEEDS = 60;
  private static final String T0 = "A(); B(); C(a=4alpha; after A, B); D(c=ref C); E(ca=att C.a)";
  private static final String T0_F = T0 + "; F(after D, E)";
  private static final String T0_NO_E = "A(); B(); C(a=4alpha; after A, B); D(c=ref C)";
  private static final String R0 = replacing("initial");
  private static final String R1 = replacing("updated");
  private static final String RENAMED =
      "A(a=updated); B(); newC(a*=att A.a; after B); D(c=ref newC); E(ca=att newC.a)";

  private static String replacing(String a) {
    return "A(a=%s); B(); C(a*=att A.a; after B); D(c=ref C); E(ca=att C.a)".formatted(a);
  }

  static Stream<Arguments> scenarios() {
    Map<String, Consumer<World>> all = new LinkedHashMap<>();
    all.put(
        "basic_create",
        world -> {
          world.create(T0);
          settled(world, T0);
        });
    all.put(
        "basic_create_rollback",
        world -> {
          world.create(T0);
          world.early();
          world.rollBack();
          settledOnWhatWasReached(world, T0);
        });
    all.put(
        "basic_update_delete",
        world -> {
          world.create(T0);
          world.early();
          world.update(T0_F);
          settled(world, T0_F);
          gone(world);
        });
    all.put(
        "create_early_delete",
        world -> {
          world.create(T0);
          world.early();
          gone(world);
        });
    all.put(
        "disjoint_create",
        world -> {
          String template = "A(); B(); C(a=4alpha; after A); D(c=ref C); E()";
          world.create(template);
          settled(world, template);
        });
    all.put(
        "multiple_update",
        world -> {
          world.create(T0);
          settled(world, T0);
          world.update(T0_NO_E);
          settled(world, T0_NO_E);
          world.update(T0_F);
          settled(world, T0_F);
          gone(world);
        });
    all.put(
        "update_add",
        world -> {
          world.create(T0);
          settled(world, T0);
          world.update(T0_F);
          settled(world, T0_F);
        });
    all.put(
        "update_add_concurrent",
        world -> {
          world.create(T0);
          world.until(() -> world.reality.all().size() >= 3);
          world.update(T0_F);
          settled(world, T0_F);
        });
    all.put(
        "update_add_rollback",
        world -> {
          world.create(T0);
          settled(world, T0);
          world.update(T0 + "; F(after A)");
          world.early();
          world.rollBack();
          settledOnWhatWasReached(world, T0 + "; F(after A)", T0);
        });
    all.put(
        "update_add_rollback_early",
        world -> {
          world.create(T0);
          settled(world, T0);
          world.update(T0 + "; F(after D)");
          world.rollBack();
          settled(world, T0);
        });
    all.put(
        "update_interrupt_create",
        world -> {
          world.create("A(); B(a=4alpha; after A); C(a=foo; after B); D(a=bar; after C)");
          world.until(() -> world.reality.all().size() >= 2);
          String second = "A(); B(a=4alpha; after A); C(a=blarg; after B); D(a=wibble; after C)";
          world.update(second);
          settled(world, second);
        });
    all.put(
        "update_remove",
        world -> {
          world.create(T0);
          settled(world, T0);
          world.update(T0_NO_E);
          settled(world, T0_NO_E);
        });
    all.put(
        "update_remove_rollback",
        world -> {
          world.create(T0);
          settled(world, T0);
          String before = only(world, "B").id();
          world.update("A(); C(a=4alpha; after A); D(c=ref C); E(ca=att C.a)");
          world.rollBack();
          settled(world, T0);
          assertThat(only(world, "B").id()).isEqualTo(before);
        });
    all.put(
        "update_replace",
        world -> {
          world.create(R0);
          settled(world, R0);
          String before = only(world, "C").id();
          world.update(R1);
          settled(world, R1);
          assertThat(only(world, "C").id()).isNotEqualTo(before);
          world.update(R1 + "; F(after D, E)");
          settled(world, R1 + "; F(after D, E)");
          gone(world);
        });
    all.put(
        "update_replace_invert_deps",
        world -> {
          world.create("A(a*=initial); B(b*=first; after A)");
          settled(world, "A(a*=initial); B(b*=first; after A)");
          String oldB = only(world, "B").id();
          String second = "A(a*=updated; after B); B(b*=second)";
          world.update(second);
          world.until(
              () -> {
                boolean bothNew =
                    world.reality.named("A").size() == 2
                        && world.reality.named("B").stream().noneMatch(b -> b.id().equals(oldB));
                return bothNew || world.stack().status() != Status.IN_PROGRESS;
              });
          assertThat(world.stack().status())
              .as("old B goes before old A")
              .isEqualTo(Status.IN_PROGRESS);
          settled(world, second);
          gone(world);
        });
    all.put(
        "update_replace_missed_cleanup",
        world -> {
          world.create(R0);
          settled(world, R0);
          world.update(R1);
          untilTwoCsExist(world);
          world.update(R1 + "; F(after D, E)");
          settled(world, R1 + "; F(after D, E)");
          gone(world);
        });
    all.put(
        "update_replace_missed_cleanup_delete",
        world -> {
          world.create(R0);
          settled(world, R0);
          world.update(R1);
          untilTwoCsExist(world);
          gone(world);
        });
    all.put(
        "update_replace_rollback",
        world -> {
          world.create(R0);
          settled(world, R0);
          world.update(R1);
          untilTwoCsExist(world);
          world.rollBack();
          settled(world, R0);
          gone(world);
        });
    all.put(
        "update_user_replace",
        world -> {
          world.create(R0);
          settled(world, R0);
          String before = only(world, "C").id();
          world.update(RENAMED);
          settled(world, RENAMED);
          assertThat(only(world, "newC").id()).isNotEqualTo(before);
          world.update(RENAMED + "; F(after D, E)");
          settled(world, RENAMED + "; F(after D, E)");
          gone(world);
        });
    all.put(
        "update_user_replace_rollback",
        world -> {
          world.create(R0);
          settled(world, R0);
          world.update(RENAMED);
          world.early();
          world.rollBack();
          settledOnWhatWasReached(world, RENAMED, R0);
          gone(world);
        });
    all.put(
        "update_user_replace_rollback_update",
        world -> {
          String first =
              "A(a=initial); B(); C(a*=att A.a, b=val1; after B); D(c=ref C); E(ca=att C.a)";
          String second =
              "A(a=initial); B(); C(a*=att A.a, b=val2; after B); D(c=ref C); E(ca=att C.a)";
          world.create(first);
          settled(world, first);
          world.update(first.replace("initial", "updated"));
          world.early();
          world.rollBack();
          world.early();
          world.update(second);
          settled(world, second);
          gone(world);
        });
    all.put(
        "update_without_a_change_touches_nothing",
        world -> {
          world.create(T0);
          settled(world, T0);
          int writes = world.reality.writes();
          world.update(T0);
          settled(world, T0);
          assertThat(world.reality.writes()).isEqualTo(writes);
        });
    return all.entrySet().stream()
        .map(entry -> Arguments.argumentSet(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void realityIsAsTheScenarioSaysWhateverGoesWrong(Consumer<World> scenario) {
    for (int seed = 0; seed < SEEDS; seed++) {
      var world = new World(seed, seed % 8);
      try {
        scenario.accept(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void settled(World world, String template) {
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
    verify(world, template);
  }

  /**
   * A rollback that comes after everything was reached keeps it: that is the last good revision.
   */
  private static void settledOnWhatWasReached(World world, String... newestFirst) {
    world.settle();
    long good = world.stack().goodRevision().orElse(0);
    if (good == 0) {
      assertThat(world.reality.all()).isEmpty();
    } else {
      verify(world, newestFirst[newestFirst.length - (int) good]);
    }
  }

  private static void gone(World world) {
    world.delete();
    world.settle();
    assertThat(world.stack().deletedAt()).isPresent();
    assertThat(world.reality.all()).isEmpty();
    assertThat(world.store.resources(world.stack().id())).isEmpty();
  }

  private static void untilTwoCsExist(World world) {
    world.until(() -> world.reality.named("C").size() == 2);
  }

  private static Reality.Thing only(World world, String name) {
    assertThat(world.reality.named(name)).hasSize(1);
    return world.reality.named(name).getFirst();
  }

  /** Reality holds exactly one thing for each resource, with exactly its properties. */
  private static void verify(World world, String template) {
    Map<String, Notation.Thing> wanted = Notation.frame(template).things();
    assertThat(world.reality.all().stream().map(Reality.Thing::name))
        .containsExactlyInAnyOrderElementsOf(wanted.keySet());
    wanted.forEach(
        (name, thing) ->
            thing
                .given()
                .forEach(
                    (property, text) ->
                        assertThat(only(world, name).properties().get(property))
                            .as(name + "." + property)
                            .isEqualTo(Value.text(live(world, text)))));
    assertThat(world.store.resources(world.stack().id()))
        .as("rows")
        .hasSameSizeAs(wanted.keySet())
        .allMatch(row -> row.isComplete());
  }

  private static String live(World world, String text) {
    if (text.startsWith("ref ")) {
      return only(world, text.substring(4)).id();
    }
    if (text.startsWith("att ")) {
      String[] path = text.substring(4).split("[.]");
      Value.MapOf properties = only(world, path[0]).properties();
      Value value = properties.get(path[1]);
      return (value instanceof Value.Null ? properties.get(path[1] + "*") : value).toString();
    }
    return text;
  }
}
