package io.kiln.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A short form of {@code it/fuzz}. */
class FuzzIT {

  private static final int REQUESTS = 20_000;

  @Test
  @SuppressWarnings("SystemOut") // A seed that is not printed cannot be tried again.
  void whateverIsAskedTheServerAnswersAndStaysAsItIs() throws Exception {
    long seed = Optional.ofNullable(Long.getLong("it.seed")).orElseGet(System::nanoTime);
    System.out.println("FuzzIT: -Dit.seed=" + seed);
    Consumer<String> out = System.out::println;
    try (var fuzz = new Fuzz(seed, out)) {
      fuzz.run(0, REQUESTS, 2);
      assertThat(fuzz.wrong()).isEmpty();
      assertThat(fuzz.tally().answers()).isGreaterThan(REQUESTS / 2);
    }
  }
}
