package io.kiln.it.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes the first line of a request one that nobody should send. */
final class Targets {

  /** Texts that have surprised somebody somewhere. */
  static final List<String> NASTY =
      List.of(
          "",
          " ",
          "\0",
          "a\0b",
          "..",
          "../../etc/passwd",
          ".",
          "*",
          "%",
          "%00",
          "%s%n%x",
          "'",
          "\"",
          "' or '1'='1",
          "'; drop table stack; --",
          "\\",
          "<script>",
          "${jndi:ldap://x}",
          "#{1+1}",
          "\u202eabc",
          "\0\ud83d\ude00",
          "e\u0301",
          Character.toString(0xfeff),
          Character.toString(0x2028),
          "İ",
          "ß",
          Character.toString(0xffff),
          "-1",
          "0",
          "1e400",
          "9223372036854775808",
          "2147483648",
          "NaN",
          "0x10",
          "1_000",
          "٣",
          "true",
          "null",
          "[]",
          "{}",
          "[0]",
          "a".repeat(256),
          "a".repeat(300),
          "é".repeat(200),
          World.NOBODY,
          World.NOBODY.toUpperCase(Locale.ROOT),
          "0-0-0-0-0",
          "arn:openstack:heat::alpha:stacks/s1/x",
          "(a+)+$",
          "[",
          "a\r\nX: y",
          "\t",
          "a,b,,c");

  private static final List<String> PATHS =
      List.of(
          "..",
          ".",
          "%2e%2e",
          "%2e",
          "%2E%2E%2F",
          "%2F",
          "%5C",
          "\\",
          "%00",
          "a%00",
          "%c0%af",
          "%c0%ae%c0%ae",
          "%ff",
          "%fe%ff",
          "%ed%a0%80",
          "%u002e",
          "%zz",
          "%",
          "%2",
          "%252e%252e",
          ";a=b",
          "a;b",
          ";",
          "%3B",
          "\u00e9",
          "\u00ff\u00fe",
          "%F0%9F%98%80",
          "%E2%80%AE",
          "~",
          "a b",
          "a\tb",
          "a|b",
          "<a>",
          "^",
          "`",
          "{x}",
          "[x]",
          "\"",
          "#",
          "%23",
          "?",
          "%3F",
          "a:b",
          "*",
          "%0d%0aX:%20y",
          "%0a",
          "%7f",
          "%20",
          "+",
          "",
          "null",
          "WEB-INF",
          "actuator",
          "%2e%2e%2fWEB-INF%2fweb.xml",
          "9".repeat(400));

  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "PROPFIND",
          "get",
          "G",
          "A".repeat(5_000),
          "GET\0",
          "G ET",
          "",
          "\u00e9",
          "{}",
          "SEARCH",
          "LOCK");

  private static final List<String> VERSIONS =
      List.of(
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/2.0",
          "HTTP/9.9",
          "http/1.1",
          "HTTP/1.1 x",
          "",
          "HTTP/",
          "FTP/1.1",
          "HTTP/1.11111");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/?@!$&'()*+,;=%-]+");

  private static final Pattern TOKEN = Pattern.compile("[A-Z]{1,10}");

  private Targets() {}

  /** For a place in a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static void damageMethod(Draft draft, Dice dice) {
    draft.method = dice.pick(METHODS);
    if (!TOKEN.matcher(draft.method).matches()) {
      draft.broken = true;
      draft.unfinished = true;
    }
    draft.broken |= draft.method.equals("CONNECT");
  }

  static void damageVersion(Draft draft, Dice dice) {
    draft.version = dice.pick(VERSIONS);
    draft.broken = true;
    draft.unfinished = true;
  }

  static void damagePath(Draft draft, Dice dice) {
    int question = draft.target.indexOf('?');
    String query = question < 0 ? "" : draft.target.substring(question);
    String path = question < 0 ? draft.target : draft.target.substring(0, question);
    List<String> parts = new ArrayList<>(Arrays.asList(path.split("/", -1)));
    int at = dice.between(Math.min(1, parts.size() - 1), parts.size() - 1);
    switch (dice.below(13)) {
      case 0, 1, 2 -> parts.set(at, raw(dice.pick(PATHS)));
      case 3 -> parts.set(at, encoded(dice.pick(NASTY)));
      case 4 -> parts.add(at, raw(dice.pick(PATHS)));
      case 5 -> parts.add(at, encoded(dice.pick(NASTY)));
      case 6 -> parts.set(at, parts.get(at) + raw(dice.pick(PATHS)));
      case 7 -> parts.remove(at);
      case 8 -> parts.add(parts.get(at));
      case 9 -> parts.add("");
      case 10 -> parts.set(at, percent(parts.get(at)));
      case 11 -> parts.set(at, "x".repeat(dice.of(300, 2_000, 7_000, 9_000, 70_000)));
      default -> {
        whole(draft, path, query, dice);
        return;
      }
    }
    draft.target = String.join("/", parts) + query;
    spoilt(draft);
  }

  private static void whole(Draft draft, String path, String query, Dice dice) {
    draft.target =
        switch (dice.below(9)) {
          case 0 -> "http://127.0.0.1" + path + query;
          case 1 -> "http://elsewhere.example" + path + query;
          case 2 -> "*";
          case 3 -> "";
          case 4 -> path + query + "#fragment";
          case 5 -> path.substring(Math.min(1, path.length())) + query;
          case 6 -> "/" + path + query;
          case 7 -> path.replace("/", "//") + query;
          default -> "/.." + path + query;
        };
    draft.broken = true;
    spoilt(draft);
  }

  /** All of it in percent signs, which means the same. */
  private static String percent(String part) {
    var text = new StringBuilder();
    for (byte b : part.getBytes(StandardCharsets.ISO_8859_1)) {
      text.append("%%%02x".formatted(b & 0xff));
    }
    return text.toString();
  }

  static void damageQuery(Draft draft, Dice dice) {
    String key = dice.pick(Requests.queryKeys());
    String more =
        switch (dice.below(12)) {
          case 0, 1, 2, 3 -> key + "=" + encoded(dice.pick(NASTY));
          case 4 -> key + "=" + raw(dice.pick(PATHS));
          case 5 -> encoded(dice.pick(NASTY)) + "=" + encoded(dice.pick(NASTY));
          case 6 -> (key + "=1&").repeat(dice.of(2, 50, 900));
          case 7 -> key + "=" + "v".repeat(dice.of(300, 3_000, 9_000));
          case 8 -> key;
          case 9 -> dice.of("&&&", "=", "==", "&=&", "?", "a[]=1", "a.b=1", "%00=1", "limit=%00");
          case 10 -> key + "=" + dice.of("%ff%fe", "%c3", "%ed%a0%80", "%", "%g1", "%e2%82");
          default -> key + "=" + "%61".repeat(dice.of(10, 1_000));
        };
    draft.target += (draft.target.contains("?") ? "&" : "?") + more;
    spoilt(draft);
  }

  /** Text as UTF-8 bytes, each of which is a character of a target. */
  private static String raw(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** What is refused while it is still being heard may cut its own answer off. */
  private static void spoilt(Draft draft) {
    if (!PLAIN.matcher(draft.target).matches() || draft.target.length() > 7_000) {
      draft.broken = true;
      draft.unfinished = true;
    }
  }
}
