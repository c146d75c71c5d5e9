package io.kiln.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A ruled table, in the shape that the OpenStack clients print and people's eyes (and scripts)
 * know.
 */
final class Table {
  private Table() {}

  /** The lines of the table; a cell may have several lines. */
  static List<String> of(List<String> headings, List<List<String>> rows) {
    if (headings.isEmpty()) {
      return List.of();
    }
    var widths = new int[headings.size()];
    measure(headings, widths);
    rows.forEach(row -> measure(row, widths));
    var rule =
        java.util.Arrays.stream(widths)
            .mapToObj(width -> "-".repeat(width + 2))
            .collect(Collectors.joining("+", "+", "+"));
    List<String> lines = new ArrayList<>(List.of(rule));
    lines.addAll(row(headings, widths));
    lines.add(rule);
    rows.forEach(row -> lines.addAll(row(row, widths)));
    if (!rows.isEmpty()) {
      lines.add(rule);
    }
    return lines;
  }

  private static void measure(List<String> cells, int[] widths) {
    for (int at = 0; at < widths.length; at++) {
      var width = cells.get(at).lines().mapToInt(Table::length).max().orElse(0);
      widths[at] = Math.max(widths[at], width);
    }
  }

  private static List<String> row(List<String> cells, int[] widths) {
    var split = cells.stream().map(cell -> cell.lines().toList()).toList();
    var height = Math.max(1, split.stream().mapToInt(List::size).max().orElse(1));
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      var text = new StringBuilder("|");
      for (int at = 0; at < widths.length; at++) {
        var part = line < split.get(at).size() ? split.get(at).get(line) : "";
        text.append(' ').append(part).append(" ".repeat(widths[at] - length(part))).append(" |");
      }
      lines.add(text.toString());
    }
    return lines;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
