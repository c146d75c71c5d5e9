package io.kiln.templates.lint;

import io.kiln.templates.function.PythonText;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds unquoted scalars that YAML 1.1, as Heat reads it, takes for something else than their
 * writer likely meant, or that other readers of YAML take for something else than Heat. Their
 * values stay what they are in Heat.
 */
final class OddScalars implements Places.Visitor {

  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
  private static final Pattern SEXAGESIMAL =
      Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
  private static final Pattern NEW_OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern BARE_EXPONENT =
      Pattern.compile(
          "[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)[eE][0-9]+|[-+]?[0-9]+[eE][-+][0-9]+");
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
              + "(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+\\.[0-9]+");
  private static final Set<String> WORDS = Set.of("yes", "no", "on", "off");

  /** Where a date is the rule. */
  private static final Set<String> VERSIONS =
      Set.of("heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion");

  private final SourceText text;
  private final Findings findings;

  OddScalars(SourceText text, Findings findings) {
    this.text = text;
    this.findings = findings;
  }

  @Override
  public void scalar(Node.Scalar scalar, Wanted wanted, String path) {
    if (VERSIONS.contains(path)) {
      return;
    }
    String raw = scalar.raw();
    if (raw.isEmpty() || !text.at(scalar.at()).equals(raw)) {
      return; // quoted, tagged, or of several lines
    }
    switch (scalar.value()) {
      case Value.Bool(boolean truth, _) -> word(raw, truth, wanted, path, scalar.at());
      case Value.Num(BigDecimal number, _) -> number(raw, number, wanted, path, scalar.at());
      case Value.Text _ -> alike(raw, path, scalar.at());
      case Value.Null _, Value.ListOf _, Value.MapOf _, Value.Unknown _ -> {}
    }
  }

  private void word(String raw, boolean truth, Wanted wanted, String path, SourceSpan at) {
    if (!wanted.truth() && WORDS.contains(raw.toLowerCase(java.util.Locale.ROOT))) {
      warn(
          "yes-or-no",
          "%s is read as the truth value %s, not as a text.".formatted(raw, truth),
          "write %s, or \"%s\" in quotes if the text is meant".formatted(truth, raw),
          path,
          at);
    }
  }

  private void number(String raw, BigDecimal number, Wanted wanted, String path, SourceSpan at) {
    String read = PythonText.number(number);
    if (OCTAL.matcher(raw).matches()) {
      warn(
          "octal-number",
          "%s is read as an octal number: %s.".formatted(raw, read),
          "write \"%s\" in quotes to keep it as it is, or %s".formatted(raw, read),
          path,
          at);
    } else if (SEXAGESIMAL.matcher(raw).matches()) {
      warn(
          "sexagesimal-number",
          "%s is read as a number of base 60: %s.".formatted(raw, read),
          "write \"%s\" in quotes".formatted(raw),
          path,
          at);
    } else if (!wanted.number() && DECIMAL.matcher(raw).matches() && !read.equals(raw)) {
      warn(
          "shortened-number",
          "%s is read as the number %s.".formatted(raw, read),
          "write \"%s\" in quotes to keep all of its digits".formatted(raw),
          path,
          at);
    }
  }

  private void alike(String raw, String path, SourceSpan at) {
    if (NEW_OCTAL.matcher(raw).matches() || BARE_EXPONENT.matcher(raw).matches()) {
      numberToOthers(raw, path, at);
    } else if (DATE.matcher(raw).matches()) {
      warn(
          "date-like-text",
          "%s is a text here, but a date to other readers of YAML.".formatted(raw),
          "write \"%s\" in quotes".formatted(raw),
          path,
          at);
    }
  }

  private void numberToOthers(String raw, String path, SourceSpan at) {
    warn(
        "number-like-text",
        "%s is a text here, but a number to other readers of YAML.".formatted(raw),
        "write \"%s\" in quotes, or the number in full".formatted(raw),
        path,
        at);
  }

  @Override
  public void key(Node.Entry entry, String path) {
    String written = text.at(entry.keyAt());
    boolean quoted = written.startsWith("\"") || written.startsWith("'");
    if (quoted || written.isEmpty() || written.equals(entry.key()) || !changed(written)) {
      return;
    }
    warn(
        "changed-key",
        "The key %s is read as \"%s\".".formatted(written, entry.key()),
        "write \"%s\" in quotes".formatted(written),
        path,
        entry.keyAt());
  }

  /** A key that is a plain scalar of one of the kinds that are read as something else. */
  private static boolean changed(String written) {
    return WORDS.contains(written.toLowerCase(java.util.Locale.ROOT))
        || OCTAL.matcher(written).matches()
        || SEXAGESIMAL.matcher(written).matches()
        || DECIMAL.matcher(written).matches();
  }

  private void warn(String code, String message, String hint, String path, SourceSpan at) {
    findings.add(
        new Diagnostic(Diagnostic.Severity.WARNING, code, message, path, at, Optional.of(hint)));
  }
}
