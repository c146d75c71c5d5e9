package io.kiln.api.boot;

import io.kiln.engine.convergence.StepLimits;
import java.util.Arrays;
import java.util.Locale;
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

  private String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names with what holds when nothing is said. */
  static String described() {
    return Arrays.stream(values())
        .map(one -> one.written() + " (" + one.usual + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * The limits with one set as {@code NAME=N}; empty when it is none of these.
   *
   * @throws IllegalArgumentException that says what is wrong with the number
   */
  static Optional<StepLimits> set(StepLimits limits, String setting) {
    int equals = setting.indexOf('=');
    String name = equals < 0 ? setting : setting.substring(0, equals);
    String number = equals < 0 ? "" : setting.substring(equals + 1);
    return Arrays.stream(values())
        .filter(one -> one.written().equals(name))
        .findFirst()
        .map(one -> one.on(limits, one.number(number)));
  }

  private int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--limit %s=N needs a whole number, not \"%s\"".formatted(written(), text), e);
    }
    throw new IllegalArgumentException(
        "--limit %s must be 1 to %d, not %s".formatted(written(), MOST, text));
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
