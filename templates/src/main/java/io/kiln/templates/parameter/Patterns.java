package io.kiln.templates.parameter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Matches values against the patterns of templates in time linear in the value's length, whatever
 * the pattern. A match starts at the start of the value and, taken as it comes, ends at its end.
 */
public final class Patterns {

  /** Longer patterns compile to programs too large to be worth it. */
  private static final int LONGEST = 10_000;

  /** Patterns repeat within a process; beyond this many the memory is thrown away. */
  private static final int REMEMBERED = 1_000;

  private static final ConcurrentMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Patterns() {}

  /** Why this is no pattern, or nothing. */
  public static Optional<String> fault(String pattern) {
    if (pattern.length() > LONGEST) {
      return Optional.of("it is longer than %d characters".formatted(LONGEST));
    }
    try {
      compiled(pattern);
      return Optional.empty();
    } catch (PatternSyntaxException wrong) {
      return Optional.of(wrong.getMessage() == null ? "bad pattern" : wrong.getMessage());
    }
  }

  /** Whether the value matches; the pattern must have no fault. */
  public static boolean matches(String pattern, String value) {
    Matcher matcher = compiled(pattern).matcher(value);
    return matcher.lookingAt() && matcher.end() == value.length();
  }

  private static Pattern compiled(String pattern) {
    if (COMPILED.size() > REMEMBERED) {
      COMPILED.clear();
    }
    return COMPILED.computeIfAbsent(pattern, Pattern::compile);
  }
}
