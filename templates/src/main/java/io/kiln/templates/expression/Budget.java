package io.kiln.templates.expression;

import java.util.Optional;

/**
 * What functions may produce, in characters; an item of a list counts as several. Counted before
 * anything grows, so that no template can fill the memory or keep a processor for long.
 */
public final class Budget {

  /** One value: far more than a template's text holds, and less than a second's work. */
  private static final long VALUE = 32L * 1024 * 1024;

  /** All values of a stack together, when the whole of it is checked at once. */
  private static final long WHOLE = 256L * 1024 * 1024;

  private long value;
  private long whole;

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
    if (value > VALUE) {
      throw new Mistake(
          "value-too-large",
          "The value grows to more than %d characters.".formatted(VALUE),
          Optional.empty());
    }
    if (whole > WHOLE) {
      throw new Mistake(
          "value-too-large",
          "The values of the stack grow to more than %d characters.".formatted(WHOLE),
          Optional.empty());
    }
  }
}
