package io.kiln.templates.source;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Findings as people read them: the place, the message, the line with the offending part
 * underlined, where that is in the template, and what to do. Characters that would change how the
 * text around them is shown (controls, text direction) are written as escapes.
 */
public final class Rendering {

  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\n\r]");

  /** Longer lines are cut around the place: nobody reads a whole one-line JSON text. */
  private static final int WIDTH = 120;

  /** The parts of a finding that a screen may show in colour. */
  public enum Part {
    ERROR,
    WARNING,
    INFO,
    PLACE,
    HELP
  }

  /** Puts colour on a part of a text, or leaves it as it is. */
  @FunctionalInterface
  public interface Painter {
    String paint(Part part, String text);
  }

  private final Map<String, String> sources;
  private final Painter painter;
  private final Map<String, String[]> lines = new HashMap<>();

  /**
   * Renders findings about these texts.
   *
   * @param sources texts by the names that spans carry; a text that is missing is not quoted
   */
  public Rendering(Map<String, String> sources) {
    this(sources, (_, text) -> text);
  }

  /** Renders findings for a screen with colours. */
  public Rendering(Map<String, String> sources, Painter painter) {
    this.sources = Map.copyOf(sources);
    this.painter = painter;
  }

  /** All of these, with an empty line between two. */
  public String render(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(this::render).collect(Collectors.joining("\n"));
  }

  /** One finding; ends with a line break. */
  public String render(Diagnostic found) {
    SourceSpan at = found.at();
    var out = new StringBuilder();
    if (at.isSomewhere()) {
      out.append(painter.paint(Part.PLACE, escaped(at.toString()))).append(": ");
    }
    Part severity = part(found.severity());
    String head = severity.name().toLowerCase(Locale.ROOT) + "[" + found.code() + "]";
    out.append(painter.paint(severity, head))
        .append(": ")
        .append(escaped(found.message()))
        .append('\n');
    quote(at, severity, out);
    if (!found.path().isEmpty()) {
      out.append("  at ").append(escaped(found.path())).append('\n');
    }
    found
        .hint()
        .ifPresent(
            hint ->
                out.append("  ")
                    .append(painter.paint(Part.HELP, "help:"))
                    .append(' ')
                    .append(escaped(hint))
                    .append('\n'));
    return out.toString();
  }

  private static Part part(Diagnostic.Severity severity) {
    return switch (severity) {
      case ERROR -> Part.ERROR;
      case WARNING -> Part.WARNING;
      case INFO -> Part.INFO;
    };
  }

  private void quote(SourceSpan at, Part severity, StringBuilder out) {
    String text = sources.get(at.file());
    if (!at.isSomewhere() || text == null || !PlainText.is(text)) {
      return;
    }
    String[] all = lines.computeIfAbsent(at.file(), _ -> LINE_BREAK.split(text, -1));
    if (at.line() > all.length) {
      return;
    }
    int[] points = all[at.line() - 1].codePoints().toArray();
    int from = Math.min(at.column() - 1, points.length);
    int to =
        at.endLine() == at.line() ? Math.min(at.endColumn() - 1, points.length) : points.length;
    int left = from > WIDTH / 2 && points.length > WIDTH ? from - WIDTH / 4 : 0;
    int right = Math.min(points.length, left + WIDTH);
    String before = escaped(new String(points, left, from - left));
    String marked = escaped(new String(points, from, Math.max(0, Math.min(to, right) - from)));
    String after = right > to ? escaped(new String(points, to, right - to)) : "";
    String number = Integer.toString(at.line());
    String cut = left > 0 ? "…" : "";
    out.append(
        "%s | %s%s%s%s%s\n"
            .formatted(number, cut, before, marked, after, right < points.length ? "…" : ""));
    out.append(
        "%s | %s%s\n"
            .formatted(
                " ".repeat(number.length()),
                " ".repeat(width(cut) + width(before)),
                painter.paint(severity, "^".repeat(Math.max(1, width(marked.stripTrailing()))))));
  }

  private static int width(String shown) {
    return shown.codePointCount(0, shown.length());
  }

  /** The text with everything invisible or misleading made visible. */
  static String escaped(String text) {
    if (text.codePoints().allMatch(Rendering::harmless)) {
      return text;
    }
    var out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (harmless(point)) {
                out.appendCodePoint(point);
              } else {
                out.append("\\u%04X".formatted(point));
              }
            });
    return out.toString();
  }

  private static boolean harmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
