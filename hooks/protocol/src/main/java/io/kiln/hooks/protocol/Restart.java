package io.kiln.hooks.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What the engine does when a container ends.
 *
 * @param most how many times it is tried with {@link Policy#ON_FAILURE}; 0 means without end
 */
public record Restart(Policy policy, int most) {

  /** Docker's restart policies. */
  public enum Policy {
    NO,
    ON_FAILURE,
    ALWAYS,
    UNLESS_STOPPED
  }

  /** The default of a service. */
  public static final Restart UNLESS_STOPPED = new Restart(Policy.UNLESS_STOPPED, 0);

  /** Never again. */
  public static final Restart NO = new Restart(Policy.NO, 0);

  public Restart {
    if (most < 0 || (most > 0 && policy != Policy.ON_FAILURE)) {
      throw new IllegalArgumentException("only on-failure has a number of restarts");
    }
  }

  /**
   * Reads {@code no}, {@code on-failure[:n]}, {@code always} or {@code unless-stopped}.
   *
   * @throws IllegalArgumentException for anything else
   */
  @JsonCreator
  public static Restart parse(String text) {
    String[] parts = text.split(":", 2);
    for (Policy policy : Policy.values()) {
      if (word(policy).equals(parts[0])) {
        return new Restart(policy, parts.length == 1 ? 0 : number(text, parts[1]));
      }
    }
    throw unreadable(text);
  }

  @JsonValue
  @Override
  public String toString() {
    return word(policy) + (most > 0 ? ":" + most : "");
  }

  private static String word(Policy policy) {
    return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int number(String text, String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw unreadable(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "restart policy '" + text + "': use no, on-failure[:times], always or unless-stopped");
  }
}
