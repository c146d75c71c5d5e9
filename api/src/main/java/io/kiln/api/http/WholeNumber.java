package io.kiln.api.http;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole number as somebody sent it: it may be larger than anything can be counted by. */
record WholeNumber(BigInteger value) {

  /** Longer ones are no amount of anything, and cost time that grows with their square. */
  private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,100}");

  private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

  /** The number that a text is; empty when it is none. */
  static Optional<WholeNumber> read(String text) {
    String digits = text.strip();
    return DIGITS.matcher(digits).matches()
        ? Optional.of(new WholeNumber(new BigInteger(digits)))
        : Optional.empty();
  }

  /** The number when it is neither less nor more than this. */
  Optional<Integer> within(int least, int most) {
    return value.compareTo(BigInteger.valueOf(least)) >= 0
            && value.compareTo(BigInteger.valueOf(most)) <= 0
        ? Optional.of(value.intValueExact())
        : Optional.empty();
  }

  boolean isNegative() {
    return value.signum() < 0;
  }

  /** The number, or the largest that fits where it is larger. */
  int orLargest() {
    return value.min(LARGEST).intValueExact();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
