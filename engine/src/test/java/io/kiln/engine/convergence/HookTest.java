package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hooks hold resources up until somebody clears them; restrictions hold them as they are. */
class HookTest {
  private static final int SEEDS = 40;
  private static final String TEMPLATE =
      """
      heat_template_version: 2021-04-16
      resources:
        web: {type: Thing, properties: {a: one}}
        after: {type: Thing, properties: {c: {get_resource: web}}}
      """;
  private static final String CHANGED = TEMPLATE.replace("a: one", "a: two");
  private static final String ALL_HOOKS =
      """
      resource_registry:
        resources:
          "w*":
            hooks: [pre-create, post-create, pre-update, post-update, pre-delete, post-delete]
      """;

  private static World world(int seed) {
    var catalog = new ResourceCatalog(List.of(new ThingHandler(new Reality())), Map.of());
    return new World(seed, seed % 8, new HeatCompiler(catalog, Limits.DEFAULT));
  }

  private static StackSource source(String template, String environment) {
    return new StackSource(
        template, "root.yaml", Map.of(), List.of(), Optional.of(environment), Map.of());
  }

  private static Optional<ResourceState> stopped(World world, String hook) {
    return world.store.resources(world.stack().id()).stream()
        .filter(row -> row.path().equals("web") && row.pending().equals(Optional.of(hook)))
        .findFirst();
  }

  private static void clear(World world, String hook) {
    world.until(() -> stopped(world, hook).isPresent());
    world.early();
    assertThat(stopped(world, hook)).isPresent();
    assertThat(world.stack().status()).isEqualTo(Status.IN_PROGRESS);
    world.signal("web", "{\"unset_hook\": \"%s\"}".formatted(hook));
  }

  private static void completes(World world, int seed) {
    world.settle();
    assertThat(world.stack().statusReason()).as("seed " + seed).endsWith("completed successfully");
  }

  private static List<String> reasons(World world) {
    return world.store.events(world.stack().id(), 0, Integer.MAX_VALUE).stream()
        .filter(event -> event.path().equals("web"))
        .map(event -> event.state() + " " + event.reason())
        .toList();
  }

  @Test
  void everyHookHoldsItsResourceAndAllThatFollowsUntilItIsCleared() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed);
      world.create(source(TEMPLATE, ALL_HOOKS));
      world.until(() -> stopped(world, "pre-create").isPresent());
      world.early();
      assertThat(world.reality.all()).isEmpty();
      clear(world, "pre-create");
      world.until(() -> stopped(world, "post-create").isPresent());
      world.early();
      assertThat(world.reality.all()).hasSize(1);
      clear(world, "post-create");
      completes(world, seed);
      assertThat(reasons(world))
          .containsSubsequence(
              "INIT_COMPLETE CREATE paused until Hook pre-create is cleared",
              "INIT_COMPLETE Hook pre-create is cleared",
              "CREATE_COMPLETE CREATE paused until Hook post-create is cleared",
              "CREATE_COMPLETE Hook post-create is cleared");

      world.update(source(CHANGED, ALL_HOOKS));
      clear(world, "pre-update");
      clear(world, "post-update");
      completes(world, seed);
      assertThat(reasons(world))
          .contains("CREATE_COMPLETE UPDATE paused until Hook pre-update is cleared");
      assertThat(world.reality.all()).hasSize(2);

      world.delete();
      clear(world, "pre-delete");
      clear(world, "post-delete");
      completes(world, seed);
      assertThat(world.reality.all()).isEmpty();
      assertThat(world.store.resources(world.stack().id())).isEmpty();
    }
  }

  @Test
  void aStackThatWaitsAtAHookCanBeUpdatedAndDeleted() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed);
      String before =
          ALL_HOOKS.replace(
              "post-create, pre-update, post-update, pre-delete, post-delete", "pre-update");
      world.create(source(TEMPLATE, before));
      world.until(() -> stopped(world, "pre-create").isPresent());
      world.update(source(CHANGED, before));
      // It stops anew for the revision that took over.
      world.until(
          () ->
              stopped(world, "pre-create")
                  .filter(row -> row.stops().at().equals("pre-create/2"))
                  .isPresent());
      clear(world, "pre-create");
      completes(world, seed);
      world.update(source(TEMPLATE, before));
      world.until(() -> stopped(world, "pre-update").isPresent());
      world.delete();
      completes(world, seed);
      assertThat(world.reality.all()).isEmpty();
    }
  }

  @Test
  void whatIsRestrictedIsRefusedAndStaysAsItIs() {
    World world = world(0);
    String restricted =
        "resource_registry: {resources: {web: {restricted_actions: [update, replace]}}}";
    world.create(source(TEMPLATE, restricted));
    completes(world, 0);
    ResourceState before = row(world);
    world.update(source(CHANGED, restricted));
    world.settle();
    assertThat(world.stack().statusReason())
        .isEqualTo("Resource UPDATE failed: resources.web: update is restricted for resource.");
    world.update(source(TEMPLATE.replace("{a: one}", "{\"a*\": one}"), restricted));
    world.settle();
    assertThat(world.stack().statusReason())
        .isEqualTo("Resource UPDATE failed: resources.web: replace is restricted for resource.");
    assertThat(row(world)).isEqualTo(before);
    assertThat(reasons(world).getLast())
        .isEqualTo("UPDATE_FAILED replace is restricted for resource.");
    world.update(source(TEMPLATE, restricted));
    completes(world, 0);
    assertThat(row(world).id()).isEqualTo(before.id());
    assertThat(world.stack().action()).isEqualTo(Action.UPDATE);
  }

  @Test
  void aNestedStackStopsWithAllItHoldsAndMayBeRestrictedToo() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed);
      String hooks = "hooks: [pre-create, post-create, pre-delete, post-delete]";
      world.create(nested("one", hooks));
      world.until(() -> stopped(world, "pre-create").isPresent());
      world.early();
      assertThat(world.store.resources(world.stack().id())).hasSize(1);
      clear(world, "pre-create");
      clear(world, "post-create");
      completes(world, seed);
      assertThat(world.reality.all()).hasSize(1);
      world.update(nested("two", "restricted_actions: update"));
      world.settle();
      assertThat(world.stack().statusReason())
          .isEqualTo("Resource UPDATE failed: resources.web: update is restricted for resource.");
      world.update(nested("one", hooks));
      completes(world, seed);
      world.delete();
      world.until(() -> stopped(world, "pre-delete").isPresent());
      world.early();
      assertThat(world.reality.all()).hasSize(1);
      clear(world, "pre-delete");
      clear(world, "post-delete");
      completes(world, seed);
      assertThat(world.reality.all()).isEmpty();
      assertThat(world.store.resources(world.stack().id())).isEmpty();
    }
  }

  private static StackSource nested(String given, String rules) {
    return new StackSource(
        """
        heat_template_version: 2021-04-16
        resources:
          web: {type: inner.yaml, properties: {a: %s}}
        """
            .formatted(given),
        "root.yaml",
        Map.of(
            "inner.yaml",
            """
            heat_template_version: 2021-04-16
            parameters: {a: {type: string}}
            resources:
              thing: {type: Thing, properties: {a: {get_param: a}}}
            """),
        List.of(),
        Optional.of("resource_registry: {resources: {web: {%s}}}".formatted(rules)),
        Map.of());
  }

  private static ResourceState row(World world) {
    return world.store.resources(world.stack().id()).stream()
        .filter(row -> row.path().equals("web"))
        .findFirst()
        .orElseThrow();
  }

  private static final String UNTOUCHABLE =
      """
      resource_registry:
        resources:
          web: {restricted_actions: [update, replace]}
      """;

  @Test
  void aPreviewTellsWhereAHookWouldStopIt() {
    World world = world(0);
    assertThat(obstacles(world.plan(source(TEMPLATE, ALL_HOOKS))))
        .containsExactly(
            "Waits: web  CREATE paused until Hook pre-create is cleared",
            "Waits: web  CREATE paused until Hook post-create is cleared");
    world.create(source(TEMPLATE, "{}"));
    completes(world, 0);

    assertThat(obstacles(world.plan(source(CHANGED, ALL_HOOKS))))
        .containsExactly(
            "Waits: web  UPDATE paused until Hook pre-update is cleared",
            "Waits: web  UPDATE paused until Hook post-update is cleared");
    assertThat(obstacles(world.plan(source(TEMPLATE, ALL_HOOKS))))
        .as("as in Heat, also where nothing changes")
        .containsExactly("Waits: web  UPDATE paused until Hook pre-update is cleared");
    assertThat(obstacles(world.plan(source(CHANGED, "{}")))).isEmpty();
    assertThat(world.stack().status()).as("nothing was held up").isEqualTo(Status.COMPLETE);
  }

  @Test
  void aPreviewTellsWhatItsEnvironmentForbids() {
    World world = world(0);
    world.create(source(TEMPLATE, "{}"));
    completes(world, 0);

    assertThat(obstacles(world.plan(source(CHANGED, UNTOUCHABLE))))
        .containsExactly("Fails: web  update is restricted for resource.");
    assertThat(obstacles(world.plan(source(TEMPLATE, UNTOUCHABLE)))).isEmpty();
    world.update(source(CHANGED, UNTOUCHABLE));
    world.settle();
    assertThat(world.stack().statusReason()).contains("update is restricted for resource.");
  }

  private static List<String> obstacles(Plan plan) {
    return plan.toString()
        .lines()
        .filter(line -> line.startsWith("Waits:") || line.startsWith("Fails:"))
        .toList();
  }
}
