package io.kiln.templates.source;

/**
 * A stretch of a text: lines and columns count from 1, columns in code points, the end is
 * exclusive.
 *
 * @param file the name the user knows the text by, such as {@code stack.yaml}
 */
public record SourceSpan(String file, int line, int column, int endLine, int endColumn) {

  /** The place of a value nobody wrote: made by the engine or sent without a text. */
  public static final SourceSpan NOWHERE = new SourceSpan("", 0, 0, 0, 0);

  /** Whether this names a place in a text at all. */
  public boolean isSomewhere() {
    return line > 0;
  }

  /** Whether all of another is within this. */
  public boolean holds(SourceSpan other) {
    return file.equals(other.file)
        && (line < other.line || (line == other.line && column <= other.column))
        && (endLine > other.endLine || (endLine == other.endLine && endColumn >= other.endColumn));
  }

  @Override
  public String toString() {
    return isSomewhere() ? "%s:%d:%d".formatted(file, line, column) : "<nowhere>";
  }
}
