package io.kiln.api.cfn.signature;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The one text that both sides of a signature make of a request (AWS, "Create a signed AWS API
 * request", step 1). Pure.
 */
final class Canonical {

  private Canonical() {}

  /**
   * The whole text.
   *
   * @param signed names of headers, in small letters, as the sender listed them
   * @param inQuery whether the signature itself stands in the query, where it is left out
   */
  static String request(HttpParts parts, List<String> signed, boolean inQuery) {
    String headers =
        signed.stream().map(name -> name + ":" + value(parts, name) + "\n").collect(joining());
    return String.join(
        "\n",
        parts.method(),
        path(parts.path()),
        query(parts.query(), inQuery),
        headers,
        String.join(";", signed),
        parts.payload());
  }

  private static String value(HttpParts parts, String name) {
    return parts.headers().getOrDefault(name, List.of()).stream()
        .map(text -> text.strip().replaceAll(" +", " "))
        .collect(joining(","));
  }

  /** Without empty and dotted segments, encoded once more than it was sent. */
  static String path(String sent) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : sent.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> kept.pollLast();
        default -> kept.addLast(segment);
      }
    }
    boolean folder = sent.endsWith("/") && !kept.isEmpty();
    return Percent.encoded("/" + String.join("/", kept) + (folder ? "/" : ""), "/");
  }

  private static String query(String sent, boolean inQuery) {
    if (sent.isEmpty()) {
      return "";
    }
    return Arrays.stream(sent.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(Canonical::pair)
        .filter(pair -> !inQuery || !pair[0].equals("X-Amz-Signature"))
        .sorted(
            Comparator.<String[], String>comparing(pair -> pair[0]).thenComparing(pair -> pair[1]))
        .map(pair -> pair[0] + "=" + pair[1])
        .collect(joining("&"));
  }

  private static String[] pair(String sent) {
    int equals = sent.indexOf('=');
    String name = equals < 0 ? sent : sent.substring(0, equals);
    String value = equals < 0 ? "" : sent.substring(equals + 1);
    return new String[] {again(name), again(value)};
  }

  private static String again(String sent) {
    return Percent.encoded(Percent.decoded(sent, false), "");
  }
}
