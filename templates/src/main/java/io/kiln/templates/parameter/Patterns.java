package io.kiln.templates.parameter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Matches values against the patterns of templates in bounded time, whatever the pattern. A match
 * starts at the start of the value and ends at its end.
 */
public final class Patterns {

  /** Longer patterns compile to programs too large to be worth it. */
  private static final int LONGEST = 10_000;

  /** Patterns repeat within a process; beyond this many the memory is thrown away. */
  private static final int REMEMBERED = 1_000;

  private static final ConcurrentMap<String, Compiled> COMPILED = new ConcurrentHashMap<>();

  private Patterns() {}

  /** How a value compares to a pattern. */
  public enum Verdict {
    MATCHES,
    DIFFERS,
    /** A pattern with look-around ran out of the steps it may take. */
    GAVE_UP
  }

  /** A pattern, on the engine that can run it. */
  private sealed interface Compiled {

    /** Runs in time linear in the value's length. */
    record Linear(Pattern pattern) implements Compiled {}

    /** Needs to look around or back, so its steps are counted. */
    record Counted(java.util.regex.Pattern pattern) implements Compiled {}
  }

  /** Why this is no pattern, or nothing. */
  public static Optional<String> fault(String pattern) {
    if (pattern.length() > LONGEST) {
      return Optional.of("it is longer than %d characters".formatted(LONGEST));
    }
    try {
      compiled(pattern);
      return Optional.empty();
    } catch (java.util.regex.PatternSyntaxException wrong) {
      return Optional.of(wrong.getDescription());
    }
  }

  /**
   * Compares a value; the pattern must have no fault.
   *
   * @param whole any way to match the whole value will do
   */
  public static Verdict compare(String pattern, boolean whole, String value) {
    return switch (compiled(pattern)) {
      case Compiled.Linear(Pattern linear) -> {
        Matcher matcher = linear.matcher(value);
        boolean fits =
            whole ? matcher.matches() : matcher.lookingAt() && matcher.end() == value.length();
        yield fits ? Verdict.MATCHES : Verdict.DIFFERS;
      }
      case Compiled.Counted(java.util.regex.Pattern counted) ->
          CountedText.compare(counted, whole, value);
    };
  }

  private static Compiled compiled(String pattern) {
    if (COMPILED.size() > REMEMBERED) {
      COMPILED.clear();
    }
    return COMPILED.computeIfAbsent(pattern, Patterns::compile);
  }

  private static Compiled compile(String pattern) {
    try {
      return new Compiled.Linear(Pattern.compile(pattern));
    } catch (PatternSyntaxException _) {
      return new Compiled.Counted(java.util.regex.Pattern.compile(pattern));
    }
  }
}
