package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.convergence.StepSlots.Demand;
import io.kiln.engine.convergence.StepSlots.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who gets a slot, and that everybody gets one at last. */
final class StepSlotsTest {

  private static final int WORLDS = 500;
  private static final Demand ANY = new Demand("Thing", Set.of());

  /** Steps that have begun, in their order, with the tree they belong to. */
  private final List<Begun> begun = new ArrayList<>();

  private record Begun(StepSlots.OfTree tree, UUID step, Demand demand) {}

  private void launch(StepSlots.OfTree tree, Demand demand) {
    UUID step = UUID.randomUUID();
    tree.launch(step, demand, () -> begun.add(new Begun(tree, step, demand)));
  }

  private static StepSlots slots(int steps, int ofTree, int ofType, int onHost) {
    return new StepSlots(new StepLimits(1, steps, ofTree, ofType, onHost));
  }

  private void end(Begun one) {
    begun.remove(one);
    one.tree().leave(one.step());
  }

  @Test
  void everyStepBeginsWhateverTheLimitsAreAndNoLimitIsEverPassed() {
    for (int seed = 0; seed < WORLDS; seed++) {
      var random = new Random(seed);
      var limits =
          new StepLimits(
              1,
              1 + random.nextInt(5),
              1 + random.nextInt(4),
              1 + random.nextInt(3),
              1 + random.nextInt(3));
      begun.clear();
      runToTheEnd(random, limits, seed);
    }
  }

  private void runToTheEnd(Random random, StepLimits limits, int seed) {
    var slots = new StepSlots(limits);
    List<StepSlots.OfTree> trees = new ArrayList<>();
    for (int tree = 0; tree <= random.nextInt(4); tree++) {
      trees.add(slots.enter(Runnable::run));
    }
    int left = 60;
    int ended = 0;
    int dropped = 0;
    for (int turn = 0; left > 0 || !begun.isEmpty(); turn++) {
      assertThat(turn).as("turns of seed %d", seed).isLessThan(10_000);
      if (left > 0 && random.nextBoolean()) {
        launch(trees.get(random.nextInt(trees.size())), demand(random));
        left--;
      } else if (!begun.isEmpty()) {
        end(begun.get(random.nextInt(begun.size())));
        ended++;
      }
      if (random.nextInt(40) == 0) {
        dropped += trees.get(random.nextInt(trees.size())).drop(Set.of()).size();
      }
      mustKeep(limits, slots);
    }
    assertThat(ended + dropped).as("steps of seed %d", seed).isEqualTo(60);
    assertThat(slots.atWork()).isZero();
    for (Limit limit : Limit.values()) {
      assertThat(slots.waiting(limit)).as("%s of seed %d", limit, seed).isZero();
    }
  }

  private static Demand demand(Random random) {
    Set<String> hosts = new HashSet<>();
    for (int more = random.nextInt(4); more > 0; more--) {
      hosts.add("h" + random.nextInt(3));
    }
    return new Demand("T" + random.nextInt(3), hosts);
  }

  private void mustKeep(StepLimits limits, StepSlots slots) {
    assertThat(slots.atWork()).isEqualTo(begun.size()).isLessThanOrEqualTo(limits.steps());
    Map<Object, Integer> counts = new HashMap<>();
    for (Begun one : begun) {
      counts.merge(one.tree(), 1, Integer::sum);
      counts.merge(one.demand().type(), 1, Integer::sum);
      one.demand().hosts().forEach(host -> counts.merge(host, 1, Integer::sum));
    }
    counts.forEach(
        (what, count) ->
            assertThat(count)
                .isLessThanOrEqualTo(
                    what instanceof String name
                        ? name.startsWith("h") ? limits.onHost() : limits.ofType()
                        : limits.ofTree()));
  }

  @Test
  void aTreeWithOneStepWaitsForOneTurnOfATreeWithAThousand() {
    StepSlots slots = slots(2, 1_000, 1_000, 1_000);
    StepSlots.OfTree large = slots.enter(Runnable::run);
    StepSlots.OfTree small = slots.enter(Runnable::run);
    for (int step = 0; step < 1_000; step++) {
      launch(large, ANY);
    }
    launch(small, ANY);
    assertThat(begun).extracting(Begun::tree).containsExactly(large, large);

    end(begun.getFirst());
    end(begun.getFirst());
    assertThat(begun).extracting(Begun::tree).contains(small);
  }

  @Test
  void aHostThatIsFullHoldsUpNobodyWhoGoesElsewhere() {
    StepSlots slots = slots(100, 100, 100, 1);
    StepSlots.OfTree tree = slots.enter(Runnable::run);
    launch(tree, new Demand("Thing", Set.of("a")));
    launch(tree, new Demand("Thing", Set.of("a", "b")));
    launch(tree, new Demand("Thing", Set.of("b")));

    assertThat(begun)
        .extracting(begun -> begun.demand().hosts())
        .containsExactly(Set.of("a"), Set.of("b"));
    assertThat(slots.waiting(Limit.HOST_STEPS)).isEqualTo(1);
    assertThat(tree.queued(5))
        .singleElement()
        .satisfies(
            queued ->
                assertThat(queued.why())
                    .isEqualTo("1 steps at host a are at work (--limit host-steps)"));
  }

  @Test
  void aFurtherCallOfAStepThatIsAtWorkWaitsForNothing() {
    StepSlots slots = slots(1, 1, 1, 1);
    StepSlots.OfTree tree = slots.enter(Runnable::run);
    UUID step = UUID.randomUUID();
    List<String> calls = new ArrayList<>();
    tree.launch(step, ANY, () -> calls.add("first"));
    tree.launch(UUID.randomUUID(), ANY, () -> calls.add("other"));
    tree.launch(step, ANY, () -> calls.add("second"));

    assertThat(calls).containsExactly("first", "second");
    tree.leave(step);
    assertThat(calls).containsExactly("first", "second", "other");
  }

  @Test
  void whatADriverHasIsFreeWhenItEnds() {
    StepSlots slots = slots(1, 1, 1, 1);
    StepSlots.OfTree broken = slots.enter(Runnable::run);
    StepSlots.OfTree next = slots.enter(Runnable::run);
    launch(broken, ANY);
    launch(broken, ANY);
    launch(next, ANY);
    broken.close();

    assertThat(begun).extracting(Begun::tree).containsExactly(broken, next);
  }
}
