package io.kiln.templates.expression;

import java.util.Optional;

/** What functions have produced so far, and may still produce. */
public final class Budget {

  private final ValueLimits limits;
  private long value;
  private long whole;

  /** All of what is allowed. */
  public Budget(ValueLimits limits) {
    this.limits = limits;
  }

  /** Begins with another value. */
  void nextValue() {
    value = 0;
  }

  /**
   * Counts what is about to be produced.
   *
   * @throws Mistake when it is too much
   */
  void spend(long characters) {
    value += characters;
    whole += characters;
    if (value > limits.value()) {
      throw new Mistake(
          "value-too-large",
          "The value grows to more than %d characters.".formatted(limits.value()),
          Optional.empty());
    }
    if (whole > limits.stack()) {
      throw new Mistake(
          "value-too-large",
          "The values of the stack grow to more than %d characters.".formatted(limits.stack()),
          Optional.empty());
    }
  }
}
