package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often things are tried, and how long they may take. */
class TimingTest {
  private static final int SEEDS = 20;
  private static final ResourceHandler BELL = TypedResource.of(new Bell());
  private static final ResourceHandler EAR = TypedResource.of(new Ear());
  private static final String WAITING =
      """
      heat_template_version: 2021-04-16
      resources:
        bell: {type: Bell}
        ear: {type: Ear, properties: {bell: {get_resource: bell}}}
      """;

  private static World world(long seed, int faults, ResourceHandler... types) {
    var catalog = new ResourceCatalog(List.of(types), Map.of());
    return new World(seed, faults, new HeatCompiler(catalog, Limits.DEFAULT), types);
  }

  private static StackSource source(String template, Optional<String> environment) {
    return new StackSource(template, "root.yaml", Map.of(), List.of(), environment, Map.of());
  }

  /** With a minute's time. */
  private static NewRevision revision(String template, Optional<String> environment) {
    return new NewRevision(
        source(template, environment),
        true,
        Optional.of(Duration.ofMinutes(1)),
        List.of(),
        "",
        "somebody");
  }

  private static String flaky(int times) {
    return """
    heat_template_version: 2021-04-16
    resources:
      flaky: {type: Flaky, properties: {times: %d}}
    """
        .formatted(times);
  }

  @Test
  void whatMaySucceedLaterIsTriedFiveTimesWithPausesThatGrow() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var flaky = new Flaky();
      World world = world(seed, 0, TypedResource.of(flaky));
      world.service.create("p", "s", revision(flaky(4), Optional.empty()));
      world.settle();
      assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
      List<Instant> tries = flaky.tries;
      assertThat(tries).hasSize(5);
      for (int i = 1; i < tries.size(); i++) {
        assertThat(Duration.between(tries.get(i - 1), tries.get(i)))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(1L << (i - 1)));
      }
    }
  }

  @Test
  void whatFailsFiveTimesHasFailed() {
    var flaky = new Flaky();
    World world = world(1, 0, TypedResource.of(flaky));
    world.service.create("p", "s", revision(flaky(9), Optional.empty()));
    world.settle();
    assertThat(flaky.tries).hasSize(5);
    assertThat(world.stack().statusReason())
        .isEqualTo("Resource CREATE failed: resources.flaky: no room");
    assertThat(world.store.events(world.stack().id(), 0, Integer.MAX_VALUE))
        .filteredOn(event -> event.reason().equals("trying again: no room"))
        .hasSize(4);
  }

  @Test
  void whatTakesLongerThanTheStackMayHasTimedOutWhoeverCrashes() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed, seed % 4, BELL, EAR);
      Instant begun = world.now();
      world.service.create("p", "s", revision(WAITING, Optional.empty()));
      world.settle();
      assertThat(world.stack().statusReason())
          .as("seed " + seed)
          .isEqualTo("Resource CREATE failed: resources.ear: Timed out");
      assertThat(Duration.between(begun, world.now())).isGreaterThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void theTimeGoesOnWhileAHookHoldsAResource() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed, seed % 4, BELL, EAR);
      String hooks = "resource_registry: {resources: {bell: {hooks: pre-create}}}";
      world.service.create("p", "s", revision(WAITING, Optional.of(hooks)));
      world.settle();
      assertThat(world.stack().statusReason())
          .as("seed " + seed)
          .isEqualTo("Resource CREATE failed: resources.bell: Timed out");
      assertThat(world.store.resources(world.stack().id())).isEmpty();
      assertThat(world.store.events(world.stack().id(), 0, Integer.MAX_VALUE))
          .extracting(StackEvent::reason)
          .containsSubsequence(
              "CREATE paused until Hook pre-create is cleared", "Failure occurred while waiting.");
      // And what failed so can be made by the next update.
      world.update(source(WAITING, Optional.empty()));
      world.until(
          () ->
              world.store.resources(world.stack().id()).stream()
                  .map(ResourceState::path)
                  .anyMatch("ear"::equals));
      for (int i = 0; i < 3; i++) {
        world.signal("bell", "true");
      }
      world.settle();
      assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
    }
  }
}
