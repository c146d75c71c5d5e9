package io.kiln.api.boot;

import java.util.ArrayList;
import java.util.List;

/**
 * What a help text says of one option, laid out in two columns.
 *
 * @param option with what stands for its value
 * @param text what it does, and in parentheses what holds without it
 */
record HelpEntry(String option, String text) {

  /** Where texts begin; an option that is longer has a line of its own. */
  static final int COLUMN = 25;

  /** What a terminal shows without breaking lines by itself. */
  static final int WIDTH = 100;

  /** Lines of entries below one another. */
  static String laidOut(List<HelpEntry> entries) {
    var lines = new ArrayList<String>();
    for (HelpEntry entry : entries) {
      String first = "  " + entry.option();
      if (first.length() > COLUMN - 2) {
        lines.add(first);
        first = "";
      }
      for (String line : broken(entry.text())) {
        lines.add(first + " ".repeat(COLUMN - first.length()) + line);
        first = "";
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> broken(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH - COLUMN) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
