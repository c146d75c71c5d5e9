package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signals are stored when they are taken, and reach whoever waits for them. */
class SignalTest {
  private static final int SEEDS = 40;
  private static final ResourceHandler BELL = TypedResource.of(new Bell());
  private static final ResourceHandler EAR = TypedResource.of(new Ear());
  private static final String TEMPLATE =
      """
      heat_template_version: 2021-04-16
      resources:
        bell: {type: Bell}
        ear: {type: Ear, properties: {bell: {get_resource: bell}}}
        after: {type: Thing, properties: {a: {get_attr: [ear, heard]}}}
      outputs:
        heard: {value: {get_attr: [ear, heard]}}
      """;

  private static World world(int seed) {
    var catalog =
        new ResourceCatalog(List.of(new ThingHandler(new Reality()), BELL, EAR), Map.of());
    return new World(seed, seed % 8, new HeatCompiler(catalog, Limits.DEFAULT), BELL, EAR);
  }

  private static StackSource source(String template) {
    return new StackSource(template, "root.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
  }

  private static Optional<ResourceState> row(World world, String path) {
    return world.store.resources(world.stack().id()).stream()
        .filter(row -> row.path().equals(path) && row.action() != Action.DELETE)
        .max(Comparator.comparing(ResourceState::createdAt));
  }

  @Test
  void noSignalIsLostWhoeverCrashesAndNoneIsWaitedForLonger() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed);
      world.create(source(TEMPLATE));
      world.until(() -> row(world, "ear").isPresent());
      for (String said : List.of("1", "{\"x\": 2}", "null")) {
        world.early();
        world.signal("bell", said);
      }
      world.settle();
      assertThat(world.stack().status()).as("seed " + seed).isEqualTo(Status.COMPLETE);
      assertThat(row(world, "ear").orElseThrow().attributes().orElseThrow().get("heard"))
          .hasToString("{\"1\":1,\"2\":{\"x\":2},\"3\":null}");
      assertThat(events(world))
          .filteredOn(event -> event.action() == Action.SIGNAL)
          .hasSize(3)
          .allMatch(event -> event.path().equals("bell"))
          .allMatch(event -> event.reason().equals("Signal: it rings"));
    }
  }

  @Test
  void aTypeThatIsMadeAnewWithEveryRevisionForgetsItsSignalsAndThoseWaitAgain() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = world(seed);
      world.create(source(TEMPLATE));
      world.until(() -> row(world, "ear").isPresent());
      ring(world);
      world.settle();
      ResourceState before = row(world, "bell").orElseThrow();
      world.update(source(TEMPLATE));
      world.until(
          () -> row(world, "bell").filter(now -> !now.id().equals(before.id())).isPresent());
      world.until(
          () -> row(world, "ear").filter(now -> now.status() == Status.IN_PROGRESS).isPresent());
      assertThat(world.stack().status()).isEqualTo(Status.IN_PROGRESS);
      ring(world);
      world.settle();
      assertThat(world.stack().status()).as("seed " + seed).isEqualTo(Status.COMPLETE);
      assertThat(world.store.resources(world.stack().id())).hasSize(3);
    }
  }

  @Test
  void whatTakesNoSignalsOrIsNotThereSaysSo() {
    World world = world(0);
    world.create(source(TEMPLATE));
    world.until(() -> row(world, "ear").isPresent());
    assertThatThrownBy(() -> world.signal("ear", "null"))
        .isInstanceOf(SignalRefusedException.class)
        .hasMessage("signal is not supported for resource.");
    assertThatThrownBy(() -> world.signal("bell", "\"nonsense\""))
        .isInstanceOf(SignalRefusedException.class)
        .hasMessage("resources.bell: that makes no sense");
    assertThatThrownBy(() -> world.signal("nobody", "null"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> world.signal("bell", "{\"unset_hook\": \"pre-lunch\"}"))
        .hasMessage("Invalid hook type \"pre-lunch\" for bell");
    assertThatThrownBy(() -> world.signal("bell", "{\"unset_hook\": \"pre-update\"}"))
        .hasMessage("The \"pre-update\" hook is not defined on bell");
    ring(world);
    world.settle();
    world.ask(Action.SUSPEND);
    world.settle();
    assertThatThrownBy(() -> world.signal("bell", "null"))
        .hasMessage("Signal resource during SUSPEND is not supported.");
    assertThat(events(world).getLast().reason()).isEqualTo("Cannot signal resource during SUSPEND");
    assertThat(row(world, "bell").orElseThrow().heard().signals().entries()).hasSize(3);
  }

  private static void ring(World world) {
    for (int i = 0; i < 3; i++) {
      world.signal("bell", "true");
    }
  }

  private static List<StackEvent> events(World world) {
    return world.store.events(world.stack().id(), 0, Integer.MAX_VALUE);
  }
}
