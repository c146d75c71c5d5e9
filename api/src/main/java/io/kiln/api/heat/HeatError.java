package io.kiln.api.heat;

import io.kiln.api.http.Excerpt;
import io.kiln.api.http.Refusal;
import io.kiln.templates.source.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Heat's one form of an error body.
 *
 * @param explanation what the status means, the same text for every error of that status
 */
public record HeatError(int code, String title, String explanation, Cause error) {

  /** More help nobody to repair a template. */
  private static final int MAX_ERRORS = 20;

  /**
   * What went wrong.
   *
   * @param type Heat's name for the kind of error
   * @param traceback always null: internals are for the server's log
   */
  public record Cause(String type, String message, @Nullable String traceback) {}

  /** A refusal in Heat's words; every diagnostic with its place and the line it speaks of. */
  public static HeatError of(Refusal refusal) {
    HttpStatus status = HttpStatus.valueOf(refusal.status());
    return new HeatError(
        status.value(),
        status.getReasonPhrase(),
        explanation(status),
        new Cause(refusal.type(), message(refusal), null));
  }

  private static String message(Refusal refusal) {
    List<Diagnostic> errors =
        refusal.diagnostics().stream()
            .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
            .toList();
    if (errors.isEmpty()) {
      return refusal.message();
    }
    String told =
        errors.stream()
            .limit(MAX_ERRORS)
            .map(found -> Excerpt.withMessage(found, refusal.texts()))
            .collect(Collectors.joining("\n"));
    return errors.size() <= MAX_ERRORS
        ? told
        : "%s\n… and %d more".formatted(told, errors.size() - MAX_ERRORS);
  }

  private static String explanation(HttpStatus status) {
    return switch (status) {
      case BAD_REQUEST ->
          "The server could not comply with the request since it is either malformed or otherwise"
              + " incorrect.";
      case FORBIDDEN -> "Access was denied to this resource.";
      case NOT_FOUND -> "The resource could not be found.";
      case METHOD_NOT_ALLOWED -> "The method is not allowed for this resource.";
      case CONFLICT -> "There was a conflict when trying to complete your request.";
      case INTERNAL_SERVER_ERROR ->
          "The server has either erred or is incapable of performing the requested operation.";
      default -> status.getReasonPhrase() + ".";
    };
  }
}
