package io.kiln.cli.text;

import io.kiln.cli.http.StackEvent;

/** One event, one line: when, what, how it stands, and why when there is more to say. */
public final class EventLine {
  /** Heat's reason for every plain event; repeating it says nothing. */
  private static final String NO_NEWS = "state changed";

  private EventLine() {}

  public static String of(StackEvent event, Terminal terminal) {
    var status = event.status();
    var colour =
        event.failed() ? Colour.RED : status.endsWith("_COMPLETE") ? Colour.GREEN : Colour.GREY;
    var reason = event.reason().equals(NO_NEWS) ? "" : Terminal.clean(event.reason());
    return "%s  %-24s  %s%s"
        .formatted(
            clock(event.time()),
            Terminal.clean(event.resource()),
            terminal.paint(colour, Terminal.clean(status)),
            reason.isBlank() ? "" : "  " + reason.replace("\n", "\n" + " ".repeat(10)))
        .stripTrailing();
  }

  /** The time of day of an ISO time, as the server gave it (UTC). */
  static String clock(String time) {
    var from = time.indexOf('T') + 1;
    return from > 0 && time.length() >= from + 8 ? time.substring(from, from + 8) : time;
  }
}
