package io.kiln.templates.speed;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures processor time, prints what came out against the goals, and fails when one is missed.
 */
public final class SpeedReport {

  /** Reading, checking and settling takes at most so many times what the bare parser takes. */
  private static final double OVER_BARE = 4;

  /** Ten times the resources take at most so many times as long. */
  private static final double OVER_TENTH = 12;

  private SpeedReport() {}

  private static double counted(RunResult result, String what) {
    return Objects.requireNonNull(result.getSecondaryResults().get(what), what).getScore();
  }

  private static double known(Map<String, Double> millis, String name) {
    return Objects.requireNonNull(millis.get(name), name);
  }

  public static void main(String[] args) throws RunnerException {
    Map<String, Double> millis = new TreeMap<>();
    var options = new OptionsBuilder().include(Compiling.class.getName()).shouldFailOnError(true);
    for (RunResult result : new Runner(options.build()).run()) {
      String label = result.getParams().getBenchmark();
      millis.put(
          label.substring(label.lastIndexOf('.') + 1),
          counted(result, "nanos") / counted(result, "calls") / 1e6);
    }
    boolean met = true;
    System.out.printf(
        "%n%-14s %9s %12s %12s %7s%n", "text", "kB", "compiled ms", "bare ms", "ratio");
    for (String name : new String[] {"large", "thousand", "tenThousand", "body"}) {
      double whole = known(millis, name);
      double bare = known(millis, name + "Bare");
      met &= whole / bare <= OVER_BARE;
      System.out.printf(
          "%-14s %9d %12.1f %12.1f %7.2f%n",
          name, Compiling.bytes(Compiling.source(name)) / 1_000, whole, bare, whole / bare);
    }
    double growth = known(millis, "tenThousand") / known(millis, "thousand");
    met &= growth <= OVER_TENTH;
    System.out.printf(
        "10,000 resources against 1,000: %.1f (goal: at most %.0f); goal over the bare parser:"
            + " %.0f%n",
        growth, OVER_TENTH, OVER_BARE);
    System.exit(met ? 0 : 1);
  }
}
