package io.kiln.api.v2;

import io.kiln.api.http.BodyFault;
import io.kiln.api.http.Excerpt;
import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Refusal;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error as RFC 9457 has it, with everything that is wrong in the texts that were sent.
 *
 * @param type says nothing beyond the status
 */
public record Problem(
    String type, String title, int status, String detail, List<Finding> diagnostics) {

  /**
   * One thing that is wrong.
   *
   * @param path the place in the model, such as {@code resources.web.properties.image}
   * @param file the name the text was sent by; null when it is the body of the request
   * @param line counted from 1; null when the finding is about no place in a text
   * @param pointer where in the file or the body, as a JSON pointer; null when it cannot be read
   *     that far
   * @param hint what to do
   * @param rendered for people: message, place, the line in question, what to do
   */
  public record Finding(
      @LowerCase Diagnostic.Severity severity,
      String code,
      String message,
      String path,
      @Nullable String file,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String pointer,
      @Nullable String hint,
      String rendered) {

    /** Findings, in the order they were made. */
    static List<Finding> all(List<Diagnostic> found, Map<String, String> texts) {
      var pointers = new Pointers(texts);
      return found.stream().map(one -> of(one, texts, pointers)).toList();
    }

    private static Finding of(BodyFault fault, String message) {
      return new Finding(
          Diagnostic.Severity.ERROR,
          fault.code(),
          message,
          "",
          null,
          fault.at().map(BodyFault.Position::line).orElse(null),
          fault.at().map(BodyFault.Position::column).orElse(null),
          fault.pointer().orElse(null),
          null,
          message);
    }

    private static Finding of(Diagnostic found, Map<String, String> texts, Pointers pointers) {
      SourceSpan at = found.at();
      boolean somewhere = at.isSomewhere();
      return new Finding(
          found.severity(),
          found.code(),
          found.message(),
          found.path(),
          somewhere ? at.file() : null,
          somewhere ? at.line() : null,
          somewhere ? at.column() : null,
          pointers.to(at).orElse(null),
          found.hint().orElse(null),
          Excerpt.withMessage(found, texts));
    }
  }

  /** A refusal in these words. */
  public static Problem of(Refusal refusal) {
    return new Problem(
        "about:blank",
        HttpStatus.valueOf(refusal.status()).getReasonPhrase(),
        refusal.status(),
        refusal.message(),
        refusal
            .fault()
            .map(fault -> List.of(Finding.of(fault, refusal.message())))
            .orElseGet(() -> Finding.all(refusal.diagnostics(), refusal.texts())));
  }
}
