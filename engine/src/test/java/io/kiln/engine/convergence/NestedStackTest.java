package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nested stacks unfold in the graph of their root, in the real language. */
class NestedStackTest {
  private static final String ROOT =
      """
      heat_template_version: 2021-04-16
      parameters:
        size: {type: string, default: small}
      resources:
        before: {type: Thing, properties: {a: first}}
        pair:
          type: pair.yaml
          properties: {of: {get_resource: before}, size: {get_param: size}}
        after:
          type: Thing
          properties: {b: {get_attr: [pair, second]}}
      outputs:
        second: {value: {get_attr: [pair, second]}}
      """;
  private static final String PAIR =
      """
      heat_template_version: 2021-04-16
      parameters:
        of: {type: string}
        size: {type: string}
      resources:
        one: {type: Thing, properties: {a: {get_param: of}, b: {get_param: size}}}
        two: {type: Thing, properties: {c: {get_resource: one}}}
      outputs:
        second: {value: {get_resource: two}}
      """;

  private final HeatCompiler compiler =
      new HeatCompiler(
          new ResourceCatalog(List.of(new ThingHandler(new Reality())), Map.of()), Limits.DEFAULT);

  private static StackSource source(String root, String size) {
    return new StackSource(
        root,
        "root.yaml",
        Map.of("pair.yaml", PAIR),
        List.of(),
        Optional.empty(),
        Map.of("size", Value.text(size)));
  }

  /** The old thing within goes first, though its stacks have let go of what was given to it. */
  @Test
  void whatWasGivenInwardsStaysWhileWhatGotItIsThere() {
    String inner =
        """
        heat_template_version: 2021-04-16
        parameters:
          of: {type: string}
        resources:
          one: {type: Thing, properties: {"a*": {get_param: of}}}
        """;
    String outer =
        inner.replace("{type: Thing, properties: {\"a*\":", "{type: inner.yaml, properties: {of:");
    String root =
        """
        heat_template_version: 2021-04-16
        resources:
          before: {type: Thing, properties: {a: first}}
          outer: {type: outer.yaml, properties: {of: {get_resource: before}}}
        """;
    String without =
        """
        heat_template_version: 2021-04-16
        resources:
          outer: {type: outer.yaml, properties: {of: none}}
        """;
    Map<String, String> files = Map.of("outer.yaml", outer, "inner.yaml", inner);
    for (int seed = 0; seed < 60; seed++) {
      var world = new World(seed, seed % 8, compiler);
      world.create(
          new StackSource(root, "root.yaml", files, List.of(), Optional.empty(), Map.of()));
      world.settle();
      world.update(
          new StackSource(without, "root.yaml", files, List.of(), Optional.empty(), Map.of()));
      world.early();
      world.delete();
      world.settle();
      assertThat(world.stack().deletedAt())
          .as("seed %d: %s", seed, world.stack().statusReason())
          .isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aNestedStackIsMadeChangedAndUnmadeInOrder(int seed) {
    var world = new World(seed, seed, compiler);
    world.create(source(ROOT, "small"));
    world.settle();
    assertThat(world.stack().statusReason()).isEqualTo("Stack CREATE completed successfully");
    assertThat(paths(world))
        .containsExactlyInAnyOrder("before", "pair", "pair/one", "pair/two", "after");
    String two = world.reality.named("pair/two").getFirst().id();
    assertThat(world.stack().outputs().toString()).isEqualTo("{second: {value: " + two + "}}");
    assertThat(world.reality.named("after").getFirst().properties().get("b"))
        .isEqualTo(Value.text(two));

    int writes = world.reality.writes();
    assertThat(world.plan(source(ROOT, "large")).toString())
        .isEqualTo(
            """
              ~ pair/one  Thing  (changed b)
                  b: "small" -> "large" at pair.yaml:6:58
            Plan: 0 to create, 1 to update, 0 to replace, 0 to delete, 3 unchanged.
            """);
    world.update(source(ROOT, "large"));
    world.settle();
    assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
    assertThat(world.reality.writes()).isBetween(writes + 1, writes + 1 + seed);
    assertThat(row(world, "pair").action().name()).isEqualTo("UPDATE");

    String without = ROOT.substring(0, ROOT.indexOf("  pair:")) + "  other: {type: Thing}\n";
    world.update(source(without, "large"));
    world.settle();
    assertThat(paths(world)).containsExactlyInAnyOrder("before", "other");
    assertThat(world.reality.all()).hasSize(2);

    world.delete();
    world.settle();
    assertThat(world.reality.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void aNestedStackMayBecomeAPluginsResourceAndBack(int seed) {
    var world = new World(seed, seed, compiler);
    world.create(source(ROOT, "small"));
    world.settle();
    String plain =
        ROOT.replace("type: pair.yaml", "type: Thing")
            .replace("{of: {get_resource: before}, size: {get_param: size}}", "{a: x}")
            .replace("[pair, second]", "[pair, a]");
    world.update(source(plain, "small"));
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
    assertThat(paths(world)).containsExactlyInAnyOrder("before", "pair", "after");
    assertThat(world.reality.all()).hasSize(3);
    world.update(source(ROOT, "small"));
    world.settle();
    assertThat(paths(world))
        .containsExactlyInAnyOrder("before", "pair", "pair/one", "pair/two", "after");
    assertThat(world.reality.all()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void whatANestedStackHoldsIsRetainedWithIt(int seed) {
    var world = new World(seed, seed, compiler);
    String retaining =
        ROOT.replace("type: pair.yaml", "type: pair.yaml\n    deletion_policy: retain")
            .replace("{get_resource: before}", "alone");
    world.create(source(retaining, "small"));
    world.settle();
    world.delete();
    world.settle();
    assertThat(world.store.resources(world.stack().id())).isEmpty();
    assertThat(world.reality.all().stream().map(Reality.Thing::name))
        .containsExactlyInAnyOrder("pair/one", "pair/two");
  }

  @Test
  void anImmutableParameterKeepsItsValue() {
    String root = ROOT.replace("size: {type: string, ", "size: {type: string, immutable: true, ");
    assertThat(root).isNotEqualTo(ROOT);
    var world = new World(0, 0, compiler);
    world.create(source(root, "small"));
    world.settle();
    assertThatThrownBy(() -> world.update(source(root, "large")))
        .isInstanceOf(InvalidStackException.class)
        .hasMessageContaining(
            "The following parameters are immutable and may not be updated: size");
    assertThatThrownBy(() -> world.plan(source(root, "large")))
        .isInstanceOf(InvalidStackException.class);
    world.update(source(root, "small"));
    world.settle();
    assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
  }

  private static List<String> paths(World world) {
    return world.store.resources(world.stack().id()).stream().map(ResourceState::path).toList();
  }

  private static ResourceState row(World world, String path) {
    return world.store.resources(world.stack().id()).stream()
        .filter(row -> row.path().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
