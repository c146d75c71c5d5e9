package io.kiln.api.http;

import io.kiln.templates.source.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request was not carried out, before it is put into the words of one face of the API.
 *
 * @param type the name Heat's clients know the kind of error by
 * @param message for people
 * @param diagnostics what is wrong in the texts that were sent, when that is the reason
 * @param texts the texts that were sent, by name, to quote from
 * @param fault where in the body, when the reason is there
 */
public record Refusal(
    int status,
    String type,
    String message,
    List<Diagnostic> diagnostics,
    Map<String, String> texts,
    Optional<BodyFault> fault) {

  public Refusal {
    diagnostics = List.copyOf(diagnostics);
    texts = Map.copyOf(texts);
  }

  public Refusal(
      int status,
      String type,
      String message,
      List<Diagnostic> diagnostics,
      Map<String, String> texts) {
    this(status, type, message, diagnostics, texts, Optional.empty());
  }

  /** A refusal that is not about a template. */
  public static Refusal of(int status, String type, String message) {
    return new Refusal(status, type, message, List.of(), Map.of());
  }

  /** Heat's way to say that a request makes no sense. */
  public static Refusal badRequest(String message) {
    return of(400, "HTTPBadRequest", message);
  }

  /** The same of a request that says where its body is wrong, when it is there. */
  public static Refusal of(BadInputException wrong) {
    return new Refusal(
        400,
        "HTTPBadRequest",
        String.valueOf(wrong.getMessage()),
        List.of(),
        Map.of(),
        wrong.fault());
  }
}
