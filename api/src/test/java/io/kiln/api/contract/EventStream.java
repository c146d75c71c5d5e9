package io.kiln.api.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Server-sent events as they come over the wire. */
final class EventStream {

  private EventStream() {}

  /**
   * One of them.
   *
   * @param name its kind, with a capital, as its schema is called; none for the usual
   */
  record Event(Optional<String> name, String data) {}

  /** Every event of a stream that has data; what is cut off at the end is left out. */
  static List<Event> read(String text) {
    List<Event> events = new ArrayList<>();
    for (String block : text.substring(0, text.lastIndexOf("\n\n") + 1).split("\n\n")) {
      Optional<String> name = field(block, "event");
      field(block, "data")
          .ifPresent(data -> events.add(new Event(name.map(EventStream::capital), data)));
    }
    return events;
  }

  private static Optional<String> field(String block, String field) {
    return block
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
