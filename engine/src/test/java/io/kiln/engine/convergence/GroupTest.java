package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups unfold in the graph of their root. */
class GroupTest {
  private static final String ROOT =
      """
      heat_template_version: 2021-04-16
      parameters:
        count: {type: number}
        size: {type: string}
      resources:
        before: {type: Thing, properties: {a: first}}
        herd:
          type: Herd
          properties:
            count: {get_param: count}
            with: {a: {get_param: size}, b: {get_resource: before}}
        after:
          type: Thing
          properties: {c: {list_join: [",", {get_attr: [herd, refs]}]}}
      outputs:
        sizes: {value: {get_attr: [herd, a]}}
      """;
  private static final String PAIRS =
      ROOT.replace("count: {get_param: count}", "count: {get_param: count}\n      of: pair.yaml");
  private static final String PAIR =
      """
      heat_template_version: 2021-04-16
      parameters:
        a: {type: string}
        b: {type: string}
      resources:
        one: {type: Thing, properties: {a: {get_param: a}}}
        two: {type: Thing, properties: {a: {get_param: a}, c: {get_resource: one}}}
      outputs:
        a: {value: {get_attr: [two, a]}}
      """;
  private static final TypedGroup<?, ?> HERD = TypedGroup.of(new Herd());

  private final HeatCompiler compiler =
      new HeatCompiler(
          new ResourceCatalog(List.of(new ThingHandler(new Reality()), HERD), Map.of()),
          Limits.DEFAULT);

  private World world(int seed) {
    return new World(seed, seed, compiler, HERD);
  }

  private static StackSource source(String root, int count, String size) {
    return new StackSource(
        root,
        "root.yaml",
        Map.of("pair.yaml", PAIR),
        List.of(),
        Optional.empty(),
        Map.of("count", Value.number(count), "size", Value.text(size)));
  }

  private static String withPolicy(String root, int min, int max, int pause) {
    return root.replace(
        "    type: Herd\n",
        "    type: Herd\n    update_policy: {min: %d, max: %d, pause: %d}\n"
            .formatted(min, max, pause));
  }

  private static List<String> paths(World world) {
    return world.store.resources(world.stack().id()).stream()
        .map(ResourceState::path)
        .sorted()
        .toList();
  }

  private static void good(World world) {
    world.until(
        () -> {
          lookNowAndThen(world);
          return world.stack().status() != Status.IN_PROGRESS;
        });
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aGroupIsMadeGrownChangedShrunkAndUnmade(int seed) {
    var world = world(seed);
    world.create(source(ROOT, 2, "small"));
    good(world);
    assertThat(paths(world)).containsExactly("after", "before", "herd", "herd/m0", "herd/m1");
    assertThat(world.stack().outputs().toString()).isEqualTo("{sizes: {value: [small, small]}}");

    assertThat(world.plan(source(ROOT, 3, "small")).toString())
        .isEqualTo(
            """
              + herd/m2  Thing  (new in the template)
              ~ after  Thing  (changed c)
                  c: "herd/m0-2,herd/m1-3" -> (known after apply: herd/m2) at root.yaml:14:21
            Plan: 1 to create, 1 to update, 0 to replace, 0 to delete, 3 unchanged.
            """
                .replace("herd/m0-2,herd/m1-3", after(world)));
    world.update(source(ROOT, 3, "small"));
    good(world);
    world.update(source(ROOT, 3, "large"));
    good(world);
    assertThat(world.stack().outputs().toString())
        .isEqualTo("{sizes: {value: [large, large, large]}}");
    String kept = world.reality.named("herd/m0").getFirst().id();
    world.update(source(ROOT, 1, "large"));
    good(world);
    assertThat(paths(world)).containsExactly("after", "before", "herd", "herd/m0");
    assertThat(world.reality.named("herd/m0").getFirst().id()).isEqualTo(kept);
    assertThat(after(world)).isEqualTo(kept);
    world.delete();
    world.settle();
    assertThat(world.reality.all()).isEmpty();
  }

  private static String after(World world) {
    return world.reality.named("after").getFirst().properties().get("c").toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 6})
  void membersMayBeProviderTemplates(int seed) {
    var world = world(seed);
    world.create(source(PAIRS, 2, "small"));
    good(world);
    assertThat(paths(world))
        .contains("herd/m0", "herd/m0/one", "herd/m0/two", "herd/m1/one", "herd/m1/two");
    world.update(source(PAIRS, 1, "large"));
    good(world);
    assertThat(world.reality.all()).hasSize(4);
    assertThat(world.stack().outputs().toString()).isEqualTo("{sizes: {value: [large]}}");
    world.update(source(ROOT, 2, "large"));
    good(world);
    assertThat(paths(world)).containsExactly("after", "before", "herd", "herd/m0", "herd/m1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 7})
  void howManyThereAreMayDependOnWhatIsMadeFirst(int seed) {
    String late =
        ROOT.replace("properties: {a: first}", "properties: {a: {get_param: count}}")
            .replace("count: {get_param: count}", "count: {get_attr: [before, a]}");
    var world = world(seed);
    assertThat(world.plan(source(late, 2, "small")).toString())
        .isEqualTo(
            """
              + before  Thing  (new in the template)
              + after  Thing  (new in the template)
            Plan: 2 to create, 0 to update, 0 to replace, 0 to delete, 0 unchanged.
            """);
    world.create(source(late, 2, "small"));
    good(world);
    assertThat(paths(world)).containsExactly("after", "before", "herd", "herd/m0", "herd/m1");
    Plan plan = world.plan(source(late, 3, "small"));
    assertThat(plan.count(Plan.Verb.DELETE)).isZero();
    world.update(source(late, 3, "small"));
    good(world);
    assertThat(world.reality.named("herd/m2")).hasSize(1);
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    var world = world(0);
    world.create(source(PAIRS, 3, "small"));
    world.settle();
    var rows = world.store.resources(world.stack().id());
    world.update(source(PAIRS, 3, "small"));
    world.settle();
    assertThat(world.store.resources(world.stack().id())).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(world.plan(source(PAIRS, 3, "small")).steps()).isEmpty();
  }

  @Test
  void aGroupThatMakesNoSenseIsRefusedAtOnce() {
    assertThatThrownBy(() -> world(0).create(source(ROOT, 101, "small")))
        .isInstanceOfSatisfying(
            InvalidStackException.class,
            refused ->
                assertThat(refused.diagnostics().toString())
                    .contains("a herd of 101 is too large")
                    .contains("root.yaml:7"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void aRollingUpdateKeepsEnoughMembersInService(int seed) {
    String rolling = withPolicy(seed % 2 == 0 ? ROOT : PAIRS, 3, 1, 0);
    var world = world(seed);
    world.create(source(rolling, 3, "small"));
    good(world);
    world.update(source(rolling, 3, "large"));
    world.until(
        () -> {
          assertThat(inService(world)).isGreaterThanOrEqualTo(3);
          lookNowAndThen(world);
          return world.stack().status() != Status.IN_PROGRESS;
        });
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
    assertThat(paths(world)).filteredOn(path -> path.startsWith("herd/m3")).isEmpty();
    assertThat(world.stack().outputs().toString())
        .isEqualTo("{sizes: {value: [large, large, large]}}");
    world.delete();
    world.settle();
    assertThat(world.reality.all()).isEmpty();
  }

  /** Each look builds two walks. */
  private static void lookNowAndThen(World world) {
    if (world.random.nextInt(10) == 0) {
      world.lookTwice();
    }
  }

  private static int inService(World world) {
    return (int)
        world.store.resources(world.stack().id()).stream()
            .filter(row -> row.path().matches("herd/m\\d+"))
            .filter(row -> row.status() == Status.COMPLETE)
            .count();
  }

  @Test
  void aPreviewTellsOfTheMemberThatIsThereForAWhile() {
    String rolling = withPolicy(ROOT, 2, 1, 0);
    var world = world(0);
    world.create(source(rolling, 2, "small"));
    world.settle();
    assertThat(
            world.plan(source(rolling, 2, "large")).steps().stream()
                .map(step -> step.verb().sign() + step.path()))
        .containsExactly("+herd/m2", "~herd/m1", "~herd/m0", "-herd/m2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 9})
  void batchesOfACreationAreSoFarApart(int seed) {
    String paced = withPolicy(ROOT, 0, 2, 30);
    var world = world(seed);
    world.create(source(paced, 5, "small"));
    List<Instant> begun = new ArrayList<>();
    world.until(
        () -> {
          lookNowAndThen(world);
          int batches = world.reality.all().size() / 2;
          while (begun.size() < batches) {
            begun.add(world.now());
          }
          return world.stack().status() != Status.IN_PROGRESS;
        });
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
    Instant first = begun.getFirst();
    assertThat(Duration.between(first, world.now())).isGreaterThan(Duration.ofSeconds(60));
    assertThat(paths(world)).hasSize(8);
  }

  @Test
  void pausesThatTakeLongerThanTheStackMayAreRefused() {
    assertThatThrownBy(() -> world(0).create(source(withPolicy(ROOT, 0, 1, 1800), 3, "small")))
        .isInstanceOfSatisfying(
            InvalidStackException.class,
            refused ->
                assertThat(refused.diagnostics().toString())
                    .contains("The current update policy will result in stack update timeout."));
  }
}
