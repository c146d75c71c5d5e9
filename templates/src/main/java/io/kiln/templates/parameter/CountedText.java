package io.kiln.templates.parameter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that a backtracking pattern may look at only so many times. */
final class CountedText implements CharSequence {

  /** Milliseconds of work; a sound pattern needs some steps per character. */
  private static final int STEPS = 1_000_000;

  /** Such engines recurse per character of a repeated group: longer texts could end the stack. */
  private static final int LONGEST = 1_000;

  private final CharSequence text;
  private final int[] steps;

  private CountedText(CharSequence text, int[] steps) {
    this.text = text;
    this.steps = steps;
  }

  /** The steps are used up. */
  private static final class Exhausted extends RuntimeException {
    Exhausted() {
      super("too many steps", null, false, false);
    }
  }

  static Patterns.Verdict compare(Pattern pattern, boolean whole, String value) {
    if (value.length() > LONGEST) {
      return Patterns.Verdict.GAVE_UP;
    }
    Matcher matcher = pattern.matcher(new CountedText(value, new int[1]));
    try {
      boolean fits =
          whole ? matcher.matches() : matcher.lookingAt() && matcher.end() == value.length();
      return fits ? Patterns.Verdict.MATCHES : Patterns.Verdict.DIFFERS;
    } catch (Exhausted _) {
      return Patterns.Verdict.GAVE_UP;
    }
  }

  @Override
  public char charAt(int index) {
    if (++steps[0] > STEPS) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new CountedText(text.subSequence(start, end), steps);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
