package io.kiln.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request that is still being written: right at first, then damaged here and there. */
final class Draft {

  /** How a body says where it ends. */
  enum Framing {
    LENGTH,
    CHUNKED,
    TINY_CHUNKS,
    UNSAID
  }

  String method;

  /** Each character is a byte. */
  String target;

  String version = "HTTP/1.1";
  String endOfLine = "\r\n";

  /** Whole lines, without those that say where the body ends. */
  final List<String> headers = new ArrayList<>();

  byte[] body = {};
  Framing framing = Framing.LENGTH;

  /** Whether the connection cannot be used again, since nobody knows where this one ends. */
  boolean broken;

  /** Whether it ends too early: not being answered at all is an answer then. */
  boolean unfinished;

  Draft(String method, String target, int port) {
    this.method = method;
    this.target = target;
    headers.add("Host: 127.0.0.1:" + port);
  }

  void json(byte[] bytes) {
    body = bytes;
    headers.add("Content-Type: application/json");
  }

  /** As it goes over the wire. */
  Sent sent() {
    var out = new ByteArrayOutputStream();
    write(out, "%s %s %s".formatted(method, target, version));
    headers.forEach(line -> write(out, line));
    switch (framing) {
      case LENGTH -> {
        if (body.length > 0 || !(method.equals("GET") || method.equals("HEAD"))) {
          write(out, "Content-Length: " + body.length);
        }
        write(out, "");
        out.writeBytes(body);
      }
      case UNSAID -> {
        write(out, "");
        out.writeBytes(body);
      }
      case CHUNKED -> chunks(out, Math.max(1, body.length / 2));
      case TINY_CHUNKS -> chunks(out, 7);
    }
    boolean ends = broken || headers.stream().anyMatch(Draft::closes);
    // Who refuses without hearing the whole body may cut the answer off by that.
    boolean unheard = broken && body.length > 0;
    return new Sent(out.toByteArray(), List.of(method), target, ends, unfinished || unheard);
  }

  private static boolean closes(String line) {
    return line.regionMatches(true, 0, "connection:", 0, 11);
  }

  private void chunks(ByteArrayOutputStream out, int size) {
    write(out, "Transfer-Encoding: chunked");
    write(out, "");
    for (int at = 0; at < body.length; at += size) {
      int length = Math.min(size, body.length - at);
      write(out, Integer.toHexString(length));
      out.write(body, at, length);
      write(out, "");
    }
    write(out, "0");
    write(out, "");
  }

  private void write(ByteArrayOutputStream out, String line) {
    out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(endOfLine.getBytes(StandardCharsets.ISO_8859_1));
  }
}
