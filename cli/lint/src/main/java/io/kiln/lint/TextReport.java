package io.kiln.lint;

import io.kiln.templates.source.Diagnostic.Severity;
import io.kiln.templates.source.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings as people read them, and a line that sums them up. */
public final class TextReport {

  /** What a part of the text says, for screens with colours. */
  public enum Tone {
    ERROR,
    WARNING,
    REMARK,
    PLACE,
    HELP
  }

  /** Puts colour on a part of the text, or leaves it as it is. */
  @FunctionalInterface
  public interface Painter {
    String paint(Tone tone, String text);
  }

  private TextReport() {}

  /**
   * The whole of it.
   *
   * @param painter puts colours where the reader's screen has them
   */
  public static String of(Report report, Painter painter) {
    String findings =
        new Rendering(report.sources(), (part, text) -> painter.paint(tone(part), text))
            .render(report.findings());
    return findings.isEmpty() ? summary(report) : findings + "\n" + summary(report);
  }

  private static Tone tone(Rendering.Part part) {
    return switch (part) {
      case ERROR -> Tone.ERROR;
      case WARNING -> Tone.WARNING;
      case INFO -> Tone.REMARK;
      case PLACE -> Tone.PLACE;
      case HELP -> Tone.HELP;
    };
  }

  private static String summary(Report report) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = report.count(severity);
      if (count > 0) {
        counts.add(counted(count, word(severity)));
      }
    }
    String files = counted(report.files(), "file");
    return counts.isEmpty()
        ? "%s checked: no findings.".formatted(files)
        : "%s checked: %s.".formatted(files, String.join(", ", counts));
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "remark";
    };
  }

  private static String counted(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
