package io.kiln.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes over the wire at once.
 *
 * @param methods of the requests in it, in their order
 * @param target of the first
 * @param ends whether the connection is of no use afterwards
 * @param unfinished whether no answer at all is right too
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares them.
record Sent(byte[] bytes, List<String> methods, String target, boolean ends, boolean unfinished) {

  private static final int SHOWN = 4_000;

  /** Several in one go. */
  static Sent together(List<Sent> requests) {
    var out = new ByteArrayOutputStream();
    List<String> methods = new ArrayList<>();
    for (Sent request : requests) {
      out.writeBytes(request.bytes());
      methods.addAll(request.methods());
    }
    Sent last = requests.getLast();
    return new Sent(
        out.toByteArray(), methods, requests.getFirst().target(), last.ends(), last.unfinished());
  }

  /** For people, and to be sent again: everything that is not plain as {@code \xNN}. */
  String shown() {
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, SHOWN); i++) {
      int b = bytes[i] & 0xff;
      if (b == '\n') {
        text.append("\\n\n");
      } else if (b == '\r') {
        text.append("\\r");
      } else if (b < 0x20 || b > 0x7e || b == '\\') {
        text.append("\\x%02x".formatted(b));
      } else {
        text.append((char) b);
      }
    }
    return bytes.length <= SHOWN ? text.toString() : text + "… (%d bytes)".formatted(bytes.length);
  }
}
