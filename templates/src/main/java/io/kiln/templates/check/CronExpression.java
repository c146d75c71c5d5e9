package io.kiln.templates.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Times of repetition: minute, hour, day, month, day of the week, and perhaps second. */
final class CronExpression {

  /** One column: its bounds, and names for its numbers from the lowest on. */
  private record Column(int low, int high, List<String> names) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column(0, 59, List.of()),
          new Column(0, 23, List.of()),
          new Column(1, 31, List.of()),
          new Column(
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new Column(0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")),
          new Column(0, 59, List.of()));

  private static final int DAY = 2;
  private static final int WEEKDAY = 4;

  private static final Set<String> NAMES =
      Set.of("@midnight", "@hourly", "@daily", "@weekly", "@monthly", "@yearly", "@annually");

  private CronExpression() {}

  static Optional<String> fault(String text) {
    if (text.isEmpty() || NAMES.contains(text)) {
      return Optional.empty();
    }
    String[] columns = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    if (columns.length < 5 || columns.length > 6) {
      return wrong("Exactly 5 or 6 columns has to be specified for iterator expression.");
    }
    for (int i = 0; i < columns.length; i++) {
      for (String part : columns[i].split(",", -1)) {
        if (!part(part, i)) {
          return wrong("[%s] is not acceptable".formatted(text));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrong(String reason) {
    return Optional.of("Invalid CRON expression: " + reason);
  }

  private static boolean part(String part, int column) {
    boolean last =
        (column == DAY && part.equals("l"))
            || (column == WEEKDAY && part.matches("l[0-7]|[0-7]l|[0-7a-z]+#[1-5]"));
    if (last) {
      return true;
    }
    String[] stepped = part.split("/", -1);
    if (stepped.length > 2 || (stepped.length == 2 && !stepped[1].matches("[1-9][0-9]{0,3}"))) {
      return false;
    }
    if (stepped[0].equals("*")) {
      return true;
    }
    String[] ends = stepped[0].split("-", -1);
    int from = number(ends[0], column);
    int to = ends.length == 2 ? number(ends[1], column) : from;
    return ends.length <= 2 && from >= 0 && to >= from;
  }

  /** The number, or the number behind a name; -1 when it is out of bounds or none. */
  private static int number(String text, int index) {
    Column column = COLUMNS.get(index);
    int named = column.names().indexOf(text);
    if (named >= 0) {
      return column.low() + named;
    }
    if (!text.matches("[0-9]{1,4}")) {
      return -1;
    }
    int number = Integer.parseInt(text);
    return number >= column.low() && number <= column.high() ? number : -1;
  }
}
