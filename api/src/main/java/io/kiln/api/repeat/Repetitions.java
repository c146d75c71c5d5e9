package io.kiln.api.repeat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.engine.convergence.receipts.Receipts.Answer;
import io.kiln.engine.convergence.receipts.Receipts.Found;
import io.kiln.engine.convergence.receipts.Receipts.Made;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Answers a request that was sent before as it was answered then, once it is known that whoever
 * sends it may, and lets one go on that was not.
 */
public final class Repetitions implements HandlerInterceptor {

  /** Says of an answer that it is one that was given before. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private final Supplier<Receipts> receipts;
  private final Supplier<Remembered> remembered;

  /** Tells of what a request made whose answer nobody knows. */
  @FunctionalInterface
  public interface Remembered {
    /**
     * The answer to a request that made this; nothing when that is gone.
     *
     * @param project the id of the project that it was made in
     */
    Optional<Answer> of(String project, Made made);
  }

  /** Looks here for what was answered. */
  public Repetitions(Supplier<Receipts> receipts, Supplier<Remembered> remembered) {
    this.receipts = receipts;
    this.remembered = remembered;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    Optional<Attempt> attempt = Attempt.of(request);
    if (attempt.isEmpty()) {
      return true;
    }
    return switch (receipts.get().take(attempt.get().receipt(), attempt.get().text())) {
      case Found.Fresh _ -> {
        Attempt.holds(request);
        yield true;
      }
      case Found.Other _ ->
          throw refused(
              422,
              "This %s was used for another request: take a new one for each request."
                  .formatted(RepeatableRequests.HEADER));
      case Found.UnderWay _ -> {
        response.setHeader("Retry-After", "1");
        throw refused(409, "The same request is being answered; send it again in a moment.");
      }
      case Found.Done(String what) -> {
        Answer answer =
            Made.read(what)
                .flatMap(made -> remembered.get().of(project(request), made))
                .orElseThrow(
                    () ->
                        refused(
                            409, "The request was carried out, and what it made is gone since."));
        yield send(answer, response);
      }
      case Found.Answered(Answer answer) -> send(answer, response);
    };
  }

  private static RefusedException refused(int status, String message) {
    return new RefusedException(Refusal.of(status, "Conflict", message));
  }

  private static String project(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? String.valueOf(variables.get("project"))
        : "";
  }

  private static boolean send(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setHeader(REPLAYED, "true");
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    return false;
  }
}
