package io.kiln.api.heat;

import io.kiln.api.http.BadInputException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression from a stranger, matched from the start of names with bounded effort. */
final class NameFilter {

  /** Looks at this many characters are enough for any honest expression on a type's name. */
  private static final int MAX_LOOKS = 100_000;

  private static final int MAX_LENGTH = 256;

  private final Pattern pattern;

  private NameFilter(Pattern pattern) {
    this.pattern = pattern;
  }

  static NameFilter of(String expression) {
    if (expression.length() > MAX_LENGTH) {
      throw new BadInputException("'name' is longer than %d characters.".formatted(MAX_LENGTH));
    }
    try {
      return new NameFilter(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new BadInputException(
          "'name' is no regular expression: %s.".formatted(e.getDescription()));
    }
  }

  boolean fits(String name) {
    return pattern.matcher(new Watched(name)).lookingAt();
  }

  /** Counts how often a matcher looks, so that an expression cannot make it look for ever. */
  private static final class Watched implements CharSequence {
    private final String text;
    private int looks;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      if (looks > MAX_LOOKS) {
        throw new BadInputException("'name' takes too long to match.");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
