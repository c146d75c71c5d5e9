package io.kiln.it.fuzz;

import java.util.List;

/** Adds headers that nobody should send, or says wrongly where a body ends. */
final class Headers {

  private static final List<String> TYPES =
      List.of(
          "",
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "multipart/mixed; boundary=\"",
          "application/json; charset=utf-16",
          "application/json; charset=nosuch",
          "application/json; charset=\"",
          "json",
          "a/b/c",
          "*/*",
          ";",
          "\0",
          "application/json, text/plain",
          "application/x-yaml",
          "text/html; charset=utf-7",
          "x".repeat(3_000));

  private static final List<String> LINES =
      List.of(
          "Accept: */*",
          "Accept: text/html",
          "Accept: ;q=x",
          "Accept: application/vnd.openstack.orchestration-v9+json",
          "Accept-Encoding: gzip;q=0, br, nosuch",
          "Accept-Language: xx-\0",
          "Authorization: Basic",
          "Authorization: Basic %%%",
          "Authorization: Basic YTpi",
          "Authorization: Bearer",
          "Authorization: AWS4-HMAC-SHA256 Credential=",
          "X-Auth-Token: ",
          "X-Auth-Token: a\u00ffb",
          "X-Auth-User: a",
          "X-Auth-Key: b",
          "Cookie: a=\"b; c=;;;",
          "Cookie: $Version=1; JSESSIONID=../..",
          "Content-Encoding: gzip",
          "Content-Encoding: nosuch",
          "Content-Length: -1",
          "Content-Length: 1e3",
          "Content-Length: 99999999999999999999",
          "Content-Length: +5",
          "Content-Length: 0x10",
          "Content-Length: 5, 5",
          "Content-Length: ",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: \u000bchunked",
          "Transfer-Encoding: nosuch, chunked",
          "Host: ",
          "Host: elsewhere.example",
          "Host: a b",
          "Host: [::1",
          "Host: 127.0.0.1:99999",
          "Host: 127.0.0.1:x",
          "Host: localhost",
          "Expect: 100-continue",
          "Expect: nosuch",
          "Connection: close",
          "Connection: upgrade",
          "Connection: keep-alive, nosuch",
          "Upgrade: h2c",
          "Upgrade: websocket",
          "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
          "If-Match: *",
          "If-Match: \"",
          "If-Match: W/\"1\"",
          "If-None-Match: *, \"a\"",
          "If-Modified-Since: never",
          "Idempotency-Key: ",
          "Idempotency-Key: a",
          "Idempotency-Key: \u00ff\0",
          "Last-Event-ID: 1",
          "Last-Event-ID: -1",
          "Last-Event-ID: x",
          "Last-Event-ID: 99999999999999999999",
          "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          "traceparent: 00-00000000000000000000000000000000-0000000000000000-00",
          "traceparent: zz",
          "tracestate: " + "a=b,".repeat(900),
          "X-Forwarded-For: ' or 1",
          "X-Forwarded-Proto: gopher",
          "X-Forwarded-Host: evil.example",
          "Forwarded: for=\"",
          "Range: bytes=0-0,-1,5-",
          "Origin: null",
          "Origin: https://evil.example",
          "Origin: http://127.0.0.1",
          "Origin: :::",
          "Referer: \u00ff",
          "X-HTTP-Method-Override: DELETE",
          "Prefer: wait=9999",
          "X-Request-Id: \0",
          "X-Openstack-Request-Id: a\u0085b",
          "TE: trailers",
          "Trailer: Content-Length",
          "Max-Forwards: -1",
          "Via: x",
          "no colon at all",
          ": no name",
          " folded: line",
          "a b: c",
          "\u00e9: c",
          "X: " + "y".repeat(7_000),
          "X: " + "y".repeat(70_000),
          "X".repeat(9_000) + ": y",
          "X-Amz-Date: never",
          "X-Amz-Security-Token: x",
          "X-Amz-Content-SHA256: UNSIGNED-PAYLOAD");

  private Headers() {}

  static void damage(Draft draft, Dice dice) {
    switch (dice.below(10)) {
      case 0, 1, 2, 3, 4, 5 -> {
        String line = dice.pick(LINES);
        draft.headers.add(line);
        // Says that something follows which never comes.
        draft.unfinished |=
            line.startsWith("Content-Length")
                || line.startsWith("Transfer-")
                || line.length() > 7_000;
      }
      case 6 -> {
        draft.headers.removeIf(line -> line.startsWith("Content-Type"));
        draft.headers.add("Content-Type: " + dice.pick(TYPES));
      }
      case 7 -> draft.headers.addAll(List.copyOf(draft.headers));
      case 8 -> {
        int count = dice.of(5, 99, 101, 1_000);
        for (int i = 0; i < count; i++) {
          draft.headers.add("X-%d: %d".formatted(i, i));
        }
      }
      default -> {
        if (!draft.headers.isEmpty()) { // else an earlier damage took the last one
          draft.headers.remove(dice.below(draft.headers.size()));
        }
      }
    }
    draft.broken = true;
  }

  static void damageFraming(Draft draft, Dice dice) {
    switch (dice.below(12)) {
      case 0, 1 -> draft.framing = Draft.Framing.CHUNKED;
      case 2 -> draft.framing = Draft.Framing.TINY_CHUNKS;
      case 3 ->
          unsaid(draft, "Content-Length: " + (draft.body.length + dice.between(1, 5_000)), true);
      case 4 -> unsaid(draft, "Content-Length: " + draft.body.length / 2, false);
      case 5 -> {
        draft.framing = Draft.Framing.CHUNKED;
        draft.headers.add("Content-Length: " + draft.body.length);
        draft.broken = true;
      }
      case 6 -> unsaid(draft, "Transfer-Encoding: chunked", true);
      case 7 -> {
        String chunk =
            dice.of(
                "zz\r\n",
                "ffffffffffffffff\r\n",
                "-1\r\n",
                "5;a=b\r\nabcdeX",
                "1\r\na",
                "\r\n",
                "0\r\nContent-Length: 5\r\n\r\n",
                "0\r\n" + "X: y\r\n".repeat(2_000) + "\r\n",
                "1".repeat(2_000),
                "1;" + "e".repeat(9_000) + "\r\na\r\n0\r\n\r\n");
        draft.body = Requests.bytes(chunk);
        unsaid(draft, "Transfer-Encoding: chunked", true);
      }
      case 8 -> {
        draft.endOfLine = dice.of("\n", "\r", "\r\r\n", "\n\n");
        draft.broken = true;
        draft.unfinished = true;
      }
      case 9 -> {
        draft.headers.add("Expect: 100-continue");
        draft.broken = true;
      }
      case 10 -> unsaid(draft, "X: y", false);
      default ->
          unsaid(draft, "Content-Length: " + draft.body.length + "\r\nContent-Length: 3", true);
    }
  }

  private static void unsaid(Draft draft, String line, boolean unfinished) {
    draft.framing = Draft.Framing.UNSAID;
    draft.headers.add(line);
    draft.broken = true;
    draft.unfinished |= unfinished;
  }
}
