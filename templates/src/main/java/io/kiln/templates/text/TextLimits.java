package io.kiln.templates.text;

/**
 * How much text is read, and what it may grow to.
 *
 * @param bytes longest text, in UTF-8
 * @param depth deepest nesting of collections, aliases followed; all walkers of the tree recurse
 *     and rely on it
 * @param expandedNodes most nodes once every alias stands for a copy of what it names
 */
public record TextLimits(int bytes, int depth, int expandedNodes) {

  /**
   * Heat's template size; a depth far above any real template's and far below any stack's end; and
   * more nodes than a text of that size can hold without aliases, but no bomb.
   */
  public static final TextLimits DEFAULT = new TextLimits(524_288, 100, 500_000);
}
