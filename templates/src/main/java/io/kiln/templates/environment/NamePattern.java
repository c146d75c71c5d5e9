package io.kiln.templates.environment;

/** Shell patterns of resource names, as Python's {@code fnmatchcase} has them. */
final class NamePattern {

  private NamePattern() {}

  /** Whether a name is one of those that a pattern of {@code * ? [a-z] [!a]} stands for. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      int next =
          p < pattern.length() && pattern.charAt(p) != '*' ? one(pattern, p, name.charAt(n)) : -1;
      if (next >= 0) {
        p = next;
        n++;
      } else if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** The place after the part of the pattern that takes this character; -1 when it does not. */
  private static int one(String pattern, int at, char c) {
    char first = pattern.charAt(at);
    int end = first == '[' ? pattern.indexOf(']', at + (negated(pattern, at) ? 3 : 2)) : -1;
    if (end < 0) {
      return first == '?' || first == c ? at + 1 : -1;
    }
    boolean negated = negated(pattern, at);
    boolean within = false;
    for (int i = at + (negated ? 2 : 1); i < end; i++) {
      boolean range = i + 2 < end && pattern.charAt(i + 1) == '-';
      char low = pattern.charAt(i);
      char high = range ? pattern.charAt(i + 2) : low;
      within |= c >= low && c <= high;
      i += range ? 2 : 0;
    }
    return within != negated ? end + 1 : -1;
  }

  private static boolean negated(String pattern, int at) {
    return at + 1 < pattern.length() && pattern.charAt(at + 1) == '!';
  }
}
