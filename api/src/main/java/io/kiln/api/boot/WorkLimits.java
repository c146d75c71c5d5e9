package io.kiln.api.boot;

import io.kiln.engine.convergence.StepLimits;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The limits of what a worker has at work at once that a command line may set, by name. */
enum WorkLimits {
  /** Stack trees driven at once. */
  TREES(StepLimits.DEFAULT.trees()),
  /** Steps of all trees. */
  STEPS(StepLimits.DEFAULT.steps()),
  /** Steps of one tree. */
  TREE_STEPS(StepLimits.DEFAULT.ofTree()),
  /** Steps of one resource type. */
  TYPE_STEPS(StepLimits.DEFAULT.ofType()),
  /** Steps at one host. */
  HOST_STEPS(StepLimits.DEFAULT.onHost());

  private static final int MOST = 1_000_000;

  private final int usual;

  WorkLimits(int usual) {
    this.usual = usual;
  }

  /** All names with what holds when nothing is said. */
  static String described() {
    return Arrays.stream(values())
        .map(one -> NamedNumber.written(one) + " (" + one.usual + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * The limits with one set as {@code NAME=N}; empty when it is none of these.
   *
   * @throws IllegalArgumentException that says what is wrong with the number
   */
  static Optional<StepLimits> set(StepLimits limits, String setting) {
    NamedNumber said = NamedNumber.of("--limit", setting);
    return Arrays.stream(values())
        .filter(said::names)
        .findFirst()
        .map(one -> one.on(limits, (int) said.upTo(MOST, "")));
  }

  private StepLimits on(StepLimits all, int number) {
    return switch (this) {
      case TREES -> new StepLimits(number, all.steps(), all.ofTree(), all.ofType(), all.onHost());
      case STEPS -> new StepLimits(all.trees(), number, all.ofTree(), all.ofType(), all.onHost());
      case TREE_STEPS ->
          new StepLimits(all.trees(), all.steps(), number, all.ofType(), all.onHost());
      case TYPE_STEPS ->
          new StepLimits(all.trees(), all.steps(), all.ofTree(), number, all.onHost());
      case HOST_STEPS ->
          new StepLimits(all.trees(), all.steps(), all.ofTree(), all.ofType(), number);
    };
  }
}
