package io.kiln.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A short form of {@code it/chaos}. */
class ManyWorkersIT {

  private static final int KILLS = 8;

  @Test
  @SuppressWarnings("SystemOut") // A seed that is not printed cannot be tried again.
  void whateverIsKilledNothingIsLostAndNothingHappensTwice() {
    long seed = Optional.ofNullable(Long.getLong("it.seed")).orElseGet(System::nanoTime);
    System.out.println("ManyWorkersIT: -Dit.seed=" + seed);
    Chaos.Result result = Chaos.run(seed, KILLS, Duration.ofSeconds(3));
    result.lines().forEach(System.out::println);
    assertThat(result.wrong()).isEmpty();
    assertThat(result.lived()).isPositive();
  }
}
