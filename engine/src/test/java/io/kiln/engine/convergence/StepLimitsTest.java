package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the limits of a worker do to whole stacks: they slow them down, and never stop them. */
final class StepLimitsTest {

  private static final StepLimits ONE = new StepLimits(1, 1, 1, 1, 1);

  /** Waits until another resource of the stack is there, though it does not say so. */
  @ResourceType(value = "Partner", doc = "Complete once its partner has begun.")
  static final class Partner implements Resource<Partner.Properties, Partner.Nothing> {

    record Properties(String name, String other) {}

    record Nothing() {}

    private final Set<String> begun = new HashSet<>();
    private int mostAtOnce;

    @Override
    public Progress<Nothing> create(Properties wanted, Context context) {
      begun.add(wanted.name());
      mostAtOnce = Math.max(mostAtOnce, begun.size());
      return begun.contains(wanted.other())
          ? new Progress.Done<>(wanted.name(), new Nothing())
          : new Progress.Waiting<>(
              Optional.empty(), Value.text("w"), Duration.ofSeconds(1), "waiting for the other");
    }

    @Override
    public Progress<Nothing> delete(Existing<Properties, Nothing> existing, Context context) {
      return new Progress.Gone<>();
    }
  }

  private static World world(long seed, int faults, Partner partner) {
    ResourceHandler type = TypedResource.of(partner);
    var catalog = new ResourceCatalog(List.of(type), Map.of());
    return new World(seed, faults, new HeatCompiler(catalog, Limits.DEFAULT), type);
  }

  private static StackSource source(String template) {
    return new StackSource(template, "root.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
  }

  @Test
  void twoThatWaitForEachOtherEndThoughThereIsRoomForOneOnly() {
    for (int seed = 0; seed < 20; seed++) {
      World world = world(seed, 0, new Partner()).within(ONE);
      world.create(
          source(
              """
              heat_template_version: 2021-04-16
              resources:
                left: {type: Partner, properties: {name: left, other: right}}
                right: {type: Partner, properties: {name: right, other: left}}
              """));
      world.settle();

      assertThat(world.stack().status()).as("seed %d", seed).isEqualTo(Status.COMPLETE);
    }
  }

  @Test
  void whoWaitsForASlotSaysSo() {
    World world = world(1, 0, new Partner()).within(ONE);
    world.create(
        source(
            """
            heat_template_version: 2021-04-16
            resources:
              left: {type: Partner, properties: {name: left, other: right}}
              right: {type: Partner, properties: {name: right, other: left}}
            """));
    world.settle();

    assertThat(world.store.events(world.stack().id(), 0, 100))
        .extracting(StackEvent::reason)
        .contains("waits its turn: 1 steps of this stack are at work (--limit tree-steps)");
  }

  @Test
  void stacksEndUnderAnyLimitsWhateverGoesWrong() {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var limits =
          new StepLimits(
              1,
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              1 + random.nextInt(2),
              1 + random.nextInt(2));
      World world = new World(seed, 10).within(limits);
      world.create("A(); B(); C(a=4alpha; after A); D(c=ref C); E()");
      world.early();
      world.update("A(a=1); B(); C(a=4alpha; after A); D(c=ref C); F(after A)");
      world.early();
      if (random.nextBoolean()) {
        world.delete();
      }
      world.settle();
      assertThat(world.stack().status()).as("seed %d", seed).isEqualTo(Status.COMPLETE);
    }
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatThrownBy(() -> new StepLimits(1, 1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
