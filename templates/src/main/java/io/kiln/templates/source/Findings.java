package io.kiln.templates.source;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a stack's texts; not for several threads at once. */
public final class Findings {

  /** More than this helps nobody to repair a template. */
  public static final int SHOWN = 50;

  /** Keeps a template that is wrong everywhere from filling the memory with messages. */
  private static final int KEPT = 2_000;

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic found) -> found.at().file())
          .thenComparingInt(found -> found.at().line())
          .thenComparingInt(found -> found.at().column())
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  private final Set<Diagnostic> found = new LinkedHashSet<>();
  private int errors;

  /** Adds a finding; the same one twice counts once. */
  public void add(Diagnostic diagnostic) {
    if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
      errors++;
    }
    if (found.size() < KEPT) {
      found.add(diagnostic);
    }
  }

  /** Adds all of these. */
  public void addAll(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /** Adds an error without a hint. */
  public void error(String code, String message, String path, SourceSpan at) {
    add(Diagnostic.error(code, message, path, at));
  }

  /** Adds a warning without a hint. */
  public void warning(String code, String message, String path, SourceSpan at) {
    add(
        new Diagnostic(
            Diagnostic.Severity.WARNING, code, message, path, at, java.util.Optional.empty()));
  }

  /** How many errors were added so far, to tell whether a step found any. */
  public int errors() {
    return errors;
  }

  /** Errors first in number: at most {@link #SHOWN} findings, sorted by place. */
  public List<Diagnostic> sorted() {
    return found.stream()
        .sorted(Comparator.comparing(Diagnostic::severity))
        .limit(SHOWN)
        .sorted(BY_PLACE)
        .toList();
  }
}
