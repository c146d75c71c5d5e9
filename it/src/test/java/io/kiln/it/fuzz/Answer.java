package io.kiln.it.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a server said.
 *
 * @param headers by their names in small letters
 * @param whole whether it ended where it said that it would
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares them.
record Answer(int status, Map<String, String> headers, byte[] body, boolean whole) {

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  String type() {
    return headers.getOrDefault("content-type", "");
  }

  /** Whether the connection ends with it. */
  boolean last() {
    return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
  }

  /** A stream that goes on for ever. */
  boolean endless() {
    return type().startsWith("text/event-stream");
  }

  @Override
  public String toString() {
    String text = text();
    return status
        + " "
        + headers
        + "\n"
        + (text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
  }
}
