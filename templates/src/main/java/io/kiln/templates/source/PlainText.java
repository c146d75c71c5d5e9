package io.kiln.templates.source;

/** Whether a text is one: pictures, archives and programs are sent by mistake, too. */
public final class PlainText {

  /** What is none shows it soon. */
  private static final int LOOKED_AT = 1_000;

  /** A text may have slips of the pen; what is none has a third of odd characters and more. */
  private static final int MOST_ODD_PERCENT = 10;

  private static final char REPLACEMENT = '\ufffd';

  private PlainText() {}

  /**
   * Whether people can read it. Bytes that were read as a text by somebody else have replacement
   * characters instead of what could not be read.
   */
  public static boolean is(String text) {
    int length = Math.min(text.length(), LOOKED_AT);
    long odd = text.chars().limit(length).filter(PlainText::odd).count();
    return odd * 100 <= (long) length * MOST_ODD_PERCENT;
  }

  private static boolean odd(int c) {
    return c == REPLACEMENT || (Character.isISOControl(c) && !Character.isWhitespace(c));
  }
}
