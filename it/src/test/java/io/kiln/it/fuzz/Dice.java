package io.kiln.it.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** What chance decides of one request: always the same for the same seed and number. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed, long number) {
    // Two odd constants: neighbouring seeds and numbers have nothing in common.
    random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ number * 0xD1342543DE82EF95L);
  }

  /** One of so many, from 0. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From the first to the second, both in. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Whether something happens that happens in so many of a hundred cases. */
  boolean percent(double chance) {
    return random.nextDouble() * 100 < chance;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  @SafeVarargs
  final <T> T of(T... from) {
    return from[random.nextInt(from.length)];
  }

  /** So many bytes of any kind. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
