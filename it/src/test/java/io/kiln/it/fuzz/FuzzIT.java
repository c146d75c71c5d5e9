package io.kiln.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A short form of {@code it/fuzz}. */
class FuzzIT {

  private static final int REQUESTS = 12_000;

  /**
   * The same each time: what others find is not the fault of whoever builds; it/fuzz tries those.
   */
  private static final long SEED = 7;

  @Test
  @SuppressWarnings("SystemOut") // What was counted, for who reads the log.
  void whateverIsAskedTheServerAnswersAndStaysAsItIs() throws Exception {
    long seed = Long.getLong("it.seed", SEED);
    System.out.println("FuzzIT: -Dit.seed=" + seed);
    Consumer<String> out = System.out::println;
    try (var fuzz = new Fuzz(seed, out)) {
      fuzz.run(0, REQUESTS, 2);
      assertThat(fuzz.wrong()).isEmpty();
      assertThat(fuzz.tally().answers()).isGreaterThan(REQUESTS / 2);
    }
  }
}
