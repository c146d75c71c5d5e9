package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A signal to a policy changes how many members a group has, and nothing else. */
class ScalingTest {
  private static final int SEEDS = 40;
  private static final ResourceHandler HERD = TypedGroup.of(new Herd());
  private static final ResourceHandler LEVER = TypedResource.of(new Lever());
  private static final String TEMPLATE =
      """
      heat_template_version: 2021-04-16
      resources:
        before: {type: Thing, properties: {a: first}}
        herd: {type: Herd, properties: {count: 2, with: {b: {get_resource: before}}}}
        more: {type: Lever, properties: {group: {get_resource: herd}}}
        none: {type: Lever, properties: {group: nothing}}
      outputs:
        herd: {value: {get_attr: [herd, refs]}}
      """;

  private static World world(int seed) {
    var catalog =
        new ResourceCatalog(List.of(new ThingHandler(new Reality()), HERD, LEVER), Map.of());
    return new World(seed, seed % 8, new HeatCompiler(catalog, Limits.DEFAULT), HERD, LEVER);
  }

  private static StackSource source(String template) {
    return new StackSource(template, "root.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
  }

  private static List<ResourceState> members(World world) {
    return world.store.resources(world.stack().id()).stream()
        .filter(row -> row.path().startsWith("herd/"))
        .toList();
  }

  @Test
  void aGroupGrowsWithEverySignalWhoeverCrashesAndWhatWasThereStays() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed);
      world.create(source(TEMPLATE));
      world.settle();
      List<ResourceState> two = members(world);
      assertThat(two).hasSize(2);
      world.signal("more", "null");
      assertThat(world.stack().status()).isEqualTo(Status.IN_PROGRESS);
      world.settle();
      world.signal("more", "{}");
      world.settle();
      assertThat(world.stack().statusReason())
          .as("seed " + seed)
          .isEqualTo("Stack UPDATE completed successfully");
      assertThat(members(world)).hasSize(4).containsAll(two);
      assertThat(world.reality.all()).hasSize(5);
      assertThat(world.stack().latestRevision()).isEqualTo(1);
      world.update(source(TEMPLATE.replace("a: first", "a: second")));
      world.settle();
      assertThat(members(world)).as("an update leaves the size alone").hasSize(4);
    }
  }

  @Test
  void aSignalThatChangesNothingWakesNobody() {
    World world = world(0);
    world.create(source(TEMPLATE));
    world.settle();
    for (int i = 0; i < 3; i++) {
      world.signal("more", "null");
      world.settle();
    }
    int events = world.store.events(world.stack().id(), 0, Integer.MAX_VALUE).size();
    world.signal("more", "null");
    assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
    assertThat(world.store.events(world.stack().id(), 0, Integer.MAX_VALUE)).hasSize(events);
    assertThat(members(world)).hasSize(5);
  }

  @Test
  void aGroupThatIsNotThereOrAStackThatFailedIsNotScaled() {
    World world = world(0);
    world.create(source(TEMPLATE));
    world.settle();
    assertThatThrownBy(() -> world.signal("none", "null"))
        .isInstanceOf(SignalRefusedException.class)
        .hasMessage("resources.none: Alarm none could not find scaling group named \"nothing\"");
    world.update(source(TEMPLATE.replace("a: first", "a: second")));
    world.cancel();
    world.settle();
    assertThatThrownBy(() -> world.signal("more", "null"))
        .hasMessage(
            "resources.more: the stack is UPDATE_FAILED: update it before a signal can change the"
                + " size of a group");
    world.ask(Action.CHECK);
    assertThatThrownBy(() -> world.signal("more", "null"))
        .isInstanceOf(ActionInProgressException.class);
  }
}
