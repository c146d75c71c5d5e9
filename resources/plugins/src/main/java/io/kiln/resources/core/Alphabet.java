package io.kiln.resources.core;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Characters to draw from.
 *
 * @param least how many of them there must be in what is drawn
 */
record Alphabet(String characters, int least) {

  private static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";

  /** One of Heat's classes of characters. */
  static Alphabet named(String name, int least) {
    return new Alphabet(
        switch (name) {
          case "lettersdigits" -> LOWERCASE + UPPERCASE + DIGITS;
          case "letters" -> LOWERCASE + UPPERCASE;
          case "lowercase" -> LOWERCASE;
          case "uppercase" -> UPPERCASE;
          case "digits" -> DIGITS;
          case "hexdigits" -> DIGITS + "ABCDEF";
          case "octdigits" -> "01234567";
          default -> throw new IllegalArgumentException("there is no character class " + name);
        },
        least);
  }

  /** Draws what each alphabet must have, the rest from all their characters alike, and shuffles. */
  static String draw(List<Alphabet> alphabets, int length, RandomGenerator random) {
    StringBuilder drawn = new StringBuilder(length);
    alphabets.forEach(each -> each.draw(each.least, random, drawn));
    String all =
        alphabets.stream()
            .flatMapToInt(each -> each.characters.codePoints())
            .distinct()
            .mapToObj(Character::toString)
            .collect(joining());
    new Alphabet(all, 0).draw(length - drawn.codePointCount(0, drawn.length()), random, drawn);
    return shuffled(drawn, random);
  }

  private void draw(int count, RandomGenerator random, StringBuilder into) {
    int[] points = characters.codePoints().toArray();
    for (int i = 0; i < count; i++) {
      into.appendCodePoint(points[random.nextInt(points.length)]);
    }
  }

  private static String shuffled(StringBuilder drawn, RandomGenerator random) {
    int[] points = drawn.codePoints().toArray();
    for (int i = points.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = points[i];
      points[i] = points[other];
      points[other] = kept;
    }
    return new String(points, 0, points.length);
  }
}
