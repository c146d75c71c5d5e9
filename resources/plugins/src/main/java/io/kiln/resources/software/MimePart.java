package io.kiln.resources.software;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a MIME message, as Python's {@code email} package writes it, which Heat uses.
 *
 * @param subtype of {@code text/}
 * @param filename empty for none
 */
record MimePart(String text, String subtype, String filename) {

  private static final Pattern BOUNDARY =
      Pattern.compile("(?im)^Content-Type:\\s*multipart/[^\\n]*?boundary=\"?([^\";\\n]+)\"?");
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("(?im)^Content-Type:\\s*[^/\\s;]+/([^;\\s]+)");
  private static final Pattern FILENAME =
      Pattern.compile("(?im)^Content-Disposition:[^\\n]*?filename=\"?([^\";\\n]+)\"?");

  /** A text; without a subtype it is named by its file's name, as in Heat. */
  static MimePart of(String text, String subtype, String filename) {
    if (subtype.isEmpty() && !filename.isEmpty()) {
      int dot = filename.lastIndexOf('.');
      return new MimePart(text, dot > 0 ? filename.substring(0, dot) : filename, filename);
    }
    return new MimePart(text, subtype.isEmpty() ? "plain" : subtype, filename);
  }

  /** The parts of a message; none when it is not in parts. */
  static List<MimePart> within(String message) {
    int end = message.indexOf("\n\n");
    Matcher boundary = BOUNDARY.matcher(end < 0 ? "" : message.substring(0, end + 1));
    if (!boundary.find()) {
      return List.of();
    }
    List<MimePart> parts = new ArrayList<>();
    String[] pieces = message.substring(end + 2).split(Pattern.quote("--" + boundary.group(1)), -1);
    for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
      String piece = pieces[i].startsWith("\n") ? pieces[i].substring(1) : pieces[i];
      int blank = piece.startsWith("\n") ? -1 : piece.indexOf("\n\n");
      String headers = blank < 0 ? "" : piece.substring(0, blank + 1);
      String body = piece.substring(blank < 0 ? 1 : blank + 2);
      Matcher type = CONTENT_TYPE.matcher(headers);
      Matcher name = FILENAME.matcher(headers);
      parts.add(
          of(
              body.endsWith("\n") ? body.substring(0, body.length() - 1) : body,
              type.find() ? type.group(1) : "",
              name.find() ? name.group(1) : ""));
    }
    return parts;
  }

  /** The message of these parts. */
  static String message(List<MimePart> parts, RandomGenerator random) {
    String boundary;
    do {
      boundary = "===============%019d==".formatted(random.nextLong(Long.MAX_VALUE));
    } while (isIn(parts, boundary));
    var out = new StringBuilder();
    out.append("Content-Type: multipart/mixed; boundary=\"").append(boundary).append("\"\n");
    out.append("MIME-Version: 1.0\n");
    for (MimePart part : parts) {
      out.append("\n--").append(boundary).append('\n').append(part);
    }
    if (parts.isEmpty()) {
      out.append("\n--").append(boundary).append('\n');
    }
    return out.append("\n--").append(boundary).append("--\n").toString();
  }

  private static boolean isIn(List<MimePart> parts, String boundary) {
    return parts.stream().anyMatch(part -> part.text().contains(boundary));
  }

  @Override
  public String toString() {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    String disposition =
        filename.isEmpty()
            ? ""
            : "Content-Disposition: attachment; filename=\"%s\"\n"
                .formatted(filename.replaceAll("[\\r\\n\"]", "_"));
    return "Content-Type: text/%s; charset=\"%s\"\nMIME-Version: 1.0\nContent-Transfer-Encoding: %s\n%s\n%s"
        .formatted(
            subtype.replaceAll("[\\r\\n]", "_"),
            ascii ? "us-ascii" : "utf-8",
            ascii ? "7bit" : "base64",
            disposition,
            ascii ? text : encoded());
  }

  private String encoded() {
    return Base64.getMimeEncoder(76, new byte[] {'\n'})
            .encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }
}
