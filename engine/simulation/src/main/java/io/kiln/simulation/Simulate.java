package io.kiln.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** {@code kiln simulate}: tells the story of a seed, or runs many and tells of those that fail. */
public final class Simulate {
  private static final int USAGE = 2;
  private static final int FAILED = 1;
  private static final int STORIES = 3;
  private static final String HELP =
      """
      Usage: kiln simulate [--seed N] [--seeds COUNT] [--steps]
      Runs the engine in a simulated world where workers, hosts, messages and the store fail.
        --seed N       the first seed (default 1); alone, its story is told
        --seeds COUNT  so many seeds from there on
        --steps        tell the story of every seed
      Exits with 1 when an invariant does not hold; the same seed has the same story.
      """;

  private Simulate() {}

  /** Runs and ends the process with how it went. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    long seed = 1;
    long seeds = 1;
    boolean told = false;
    boolean many = false;
    try {
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--seed" -> seed = Long.parseLong(arguments[++i]);
          case "--seeds" -> {
            seeds = Long.parseLong(arguments[++i]);
            many = true;
          }
          case "--steps" -> told = true;
          case "-h", "--help" -> {
            out.print(HELP);
            return 0;
          }
          default -> throw new IllegalArgumentException(arguments[i]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      err.println("error: not understood: " + e.getMessage());
      err.print(HELP);
      return USAGE;
    }
    return run(seed, seeds, told || !many, out);
  }

  private static int run(long first, long seeds, boolean told, PrintStream out) {
    Map<Invariant, Integer> broken = new EnumMap<>(Invariant.class);
    Instant began = Instant.now();
    long steps = 0;
    int stories = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      if (told) {
        out.println("seed " + seed);
      }
      Simulation.Outcome outcome =
          Simulation.run(seed, Guards.ALL, told ? Story.to(out::println) : Story.UNTOLD);
      steps += outcome.steps();
      if (outcome.violation().isPresent()) {
        Violation violation = outcome.violation().get();
        broken.merge(violation.invariant(), 1, Integer::sum);
        out.println(
            "seed %d: %s (%s): %s"
                .formatted(
                    seed,
                    violation.invariant(),
                    violation.invariant().sentence(),
                    violation.getMessage()));
        if (!told && ++stories <= STORIES) {
          out.println("  its story: kiln simulate --seed " + seed);
        }
      }
    }
    double seconds = Math.max(1, Duration.between(began, Instant.now()).toMillis()) / 1000.0;
    out.println(
        String.format(
            Locale.ROOT,
            "%d seeds, %d steps in %.1f s (%.0f seeds/s); violations: %s",
            seeds,
            steps,
            seconds,
            seeds / seconds,
            broken.isEmpty() ? "none" : broken));
    return broken.isEmpty() ? 0 : FAILED;
  }
}
