package io.kiln.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a real Heat was asked by its client, command by command, and what it answered. */
final class Recording {

  private static final Pattern EXCHANGE =
      Pattern.compile("- `([A-Z]+) (/[^`]*)` -> \\*\\*(\\d+)\\*\\*(?: Location: `([^`]*)`)?");

  private static final Pattern CUT = Pattern.compile(" *\\.\\.\\.\\[\\d+ chars in all]$");

  private Recording() {}

  /**
   * One request and its answer.
   *
   * @param reply empty when it has no body, or one as an exchange like it had before
   * @param again whether the reply is said to be as an earlier one
   * @param cut whether the end of the reply is missing
   */
  record Exchange(
      String command,
      String method,
      String path,
      Optional<String> request,
      int status,
      Optional<String> location,
      Optional<String> reply,
      boolean again,
      boolean cut) {}

  static List<Exchange> read(Path file) throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    String command = "";
    for (String line : Files.readAllLines(file)) {
      Matcher found = EXCHANGE.matcher(line);
      if (line.startsWith("### `")) {
        command = line.substring(5, line.indexOf('`', 5));
      } else if (found.lookingAt()) {
        exchanges.add(
            new Exchange(
                command,
                found.group(1),
                found.group(2),
                Optional.empty(),
                Integer.parseInt(found.group(3)),
                Optional.ofNullable(found.group(4)),
                Optional.empty(),
                false,
                false));
      } else if (line.startsWith("  - ")) {
        exchanges.add(with(exchanges.removeLast(), line.substring(4)));
      }
    }
    return exchanges;
  }

  private static Exchange with(Exchange before, String said) {
    String text =
        said.contains("`") ? said.substring(said.indexOf('`') + 1, said.length() - 1) : "";
    boolean cut = CUT.matcher(text).find();
    boolean request = said.startsWith("request: ");
    return new Exchange(
        before.command(),
        before.method(),
        before.path(),
        request ? Optional.of(text) : before.request(),
        before.status(),
        before.location(),
        request || text.isEmpty() ? before.reply() : Optional.of(cut ? closed(text) : text),
        before.again() || said.contains("as above"),
        before.cut() || cut);
  }

  /** A JSON text whose end is missing, ended after its last whole value. */
  static String closed(String cut) {
    String text = CUT.matcher(cut).replaceFirst("");
    Deque<Character> open = new ArrayDeque<>();
    Deque<Character> openThere = new ArrayDeque<>();
    int whole = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        open.push(c == '{' ? '}' : ']');
      } else if (!quoted && (c == '}' || c == ']')) {
        open.pop();
      } else if (!quoted && c == ',') {
        whole = i;
        openThere = new ArrayDeque<>(open);
      }
    }
    var end = new StringBuilder(text.substring(0, whole));
    openThere.forEach(end::append);
    return end.toString();
  }
}
