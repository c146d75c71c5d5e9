package io.kiln.templates.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name a misspelt one was meant to be. */
public final class Suggestion {

  /** Longer names are not compared: the work grows with the square of the length. */
  private static final int LONGEST = 100;

  /** Of shorter names every other is a neighbour. */
  private static final int SHORTEST = 3;

  private Suggestion() {}

  /** The one known name close enough to be worth naming. */
  public static Optional<String> of(String given, Collection<String> known) {
    if (given.length() < SHORTEST || given.length() > LONGEST) {
      return Optional.empty();
    }
    int tolerated = Math.max(1, given.length() / 4);
    String folded = given.toLowerCase(Locale.ROOT);
    record Candidate(String name, int distance) {}
    return known.stream()
        .filter(name -> !name.equals(given))
        .filter(name -> Math.abs(name.length() - given.length()) <= tolerated)
        .map(name -> new Candidate(name, distance(folded, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance() <= tolerated)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** The guess as a hint, ready to be shown. */
  public static Optional<String> hint(String given, Collection<String> known) {
    return of(given, known).map("did you mean \"%s\"?"::formatted);
  }

  /** Edits from one text to another, a swap of neighbours counting as one. */
  private static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int cost = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }
}
