package io.kiln.engine.reading;

/**
 * A word that is looked for, whatever the case of its letters A to Z: somewhere in a text, or at
 * its beginning when the word is so short that it is somewhere in nearly every text. Other letters
 * have to be as they are: how their case folds is a matter of language and version, and stores
 * differ.
 *
 * @param folded the word with small letters
 */
public record SearchWord(String folded) {

  /** From here on a word is looked for anywhere. */
  public static final int ANYWHERE = 3;

  public SearchWord {
    if (folded.isEmpty()) {
      throw new IllegalArgumentException("a word that is looked for has at least one letter");
    }
    folded = fold(folded);
  }

  /** Whether it is looked for anywhere in a text, not just at its beginning. */
  public boolean anywhere() {
    return folded.codePointCount(0, folded.length()) >= ANYWHERE;
  }

  /** Whether a text has it. */
  public boolean in(String text) {
    return anywhere() ? fold(text).contains(folded) : fold(text).startsWith(folded);
  }

  private static String fold(String text) {
    var folded = new StringBuilder(text);
    for (int i = 0; i < folded.length(); i++) {
      char letter = folded.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        folded.setCharAt(i, (char) (letter - 'A' + 'a'));
      }
    }
    return folded.toString();
  }
}
