package io.kiln.api.boot;

import java.util.Locale;

/**
 * A setting of a command line of the form {@code NAME=N}.
 *
 * @param option it is said with
 * @param text what stands after the sign, not yet known to be a number
 */
record NamedNumber(String option, String name, String text) {

  static NamedNumber of(String option, String setting) {
    String[] sides = setting.split("=", 2);
    return new NamedNumber(option, sides[0], sides.length < 2 ? "" : sides[1]);
  }

  /** How a constant is written as such a name. */
  static String written(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean names(Enum<?> one) {
    return written(one).equals(name);
  }

  /**
   * The number, from 1 on.
   *
   * @param unit for messages; with a space before it, or empty
   * @throws IllegalArgumentException when it is none, or not within
   */
  long upTo(long most, String unit) {
    try {
      long number = Long.parseLong(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s %s=N needs a whole number, not \"%s\"".formatted(option, name, text), e);
    }
    throw new IllegalArgumentException(
        "%s %s must be 1 to %d%s, not %s".formatted(option, name, most, unit, text));
  }
}
