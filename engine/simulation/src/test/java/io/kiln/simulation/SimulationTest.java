package io.kiln.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whatever goes wrong, nothing goes wrong for good. {@code -Dkiln.simulation.seeds=100000} tries
 * that many seeds, {@code -Dkiln.simulation.first=N} from there on.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("kiln.simulation.first", 1);
  private static final int SEEDS = Integer.getInteger("kiln.simulation.seeds", 600);

  /** As many as a guard that is missing may go unnoticed. */
  private static final int AT_MOST = 1_000;

  @Test
  void everythingHoldsUnderAllSeeds() {
    var broken = new ArrayList<String>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      long failed = seed;
      Simulation.run(seed, Guards.ALL, Story.UNTOLD)
          .violation()
          .ifPresent(
              violation ->
                  broken.add(
                      "./kiln simulate --seed %d: %s, %s"
                          .formatted(failed, violation.invariant(), violation.getMessage())));
    }
    assertThat(broken).as("of %d seeds", SEEDS).isEmpty();
  }

  @Test
  void aStoreThatDoesNotCheckFencesIsNoticed() {
    noticed(new Guards(false, true, true, true));
  }

  @Test
  void anAgentThatDoesNotCheckFencesIsNoticed() {
    noticed(new Guards(true, false, true, true));
  }

  @Test
  void anAgentThatDoesNotLookUpTokensBeforeItRepeatsIsNoticed() {
    assertThat(noticed(new Guards(true, true, false, true))).isEqualTo(Invariant.NO_DUPLICATE);
  }

  @Test
  void anEngineThatDoesNotWaitForWhatIsRequiredIsNoticed() {
    assertThat(noticed(new Guards(true, true, true, false))).isEqualTo(Invariant.ORDER);
  }

  private static Invariant noticed(Guards guards) {
    for (long seed = 1; seed <= AT_MOST; seed++) {
      Optional<Violation> violation = Simulation.run(seed, guards, Story.UNTOLD).violation();
      if (violation.isPresent()) {
        System.out.printf(
            "%s is noticed at seed %d: %s: %s%n",
            guards, seed, violation.get().invariant(), violation.get().getMessage());
        return violation.get().invariant();
      }
    }
    throw new AssertionError("not noticed within %d seeds: %s".formatted(AT_MOST, guards));
  }

  @Test
  void theSameSeedHasTheSameStory() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(story(seed)).as("seed %d", seed).isNotEmpty().isEqualTo(story(seed));
    }
  }

  private static List<String> story(long seed) {
    var lines = new ArrayList<String>();
    Simulation.run(seed, Guards.ALL, Story.to(lines::add));
    return lines;
  }

  @Test
  void theCommandTellsTheStoryAndCountsTheSeeds() {
    var out = new ByteArrayOutputStream();
    var to = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Simulate.run(new String[] {"--seed", "3"}, to, to)).isZero();
    assertThat(Simulate.run(new String[] {"--seed", "3", "--seeds", "5"}, to, to)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("seed 3", "user: create s", "claims it with fence 1", "the last fault is over")
        .contains("5 seeds, ", "violations: none");
    assertThat(Simulate.run(new String[] {"--sed", "3"}, to, to)).isEqualTo(2);
  }
}
