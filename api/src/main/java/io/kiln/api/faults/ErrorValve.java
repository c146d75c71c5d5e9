package io.kiln.api.faults;

import io.kiln.api.http.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what never reached a handler, such as a path that is no path, as JSON instead of the
 * server's page. Made by the server itself, hence public and without arguments.
 */
public final class ErrorValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorValve.class);
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    int shown = shown(status);
    if (throwable != null && shown >= 500) {
      LOG.error(
          "{} {} failed unexpectedly", request.getMethod(), request.getRequestURI(), throwable);
    }
    String type = shown < 500 ? "HTTPBadRequest" : "InternalError";
    String text =
        shown < 500
            ? "The request could not be understood."
            : "The request failed for a reason of the server's own; its log says more.";
    Faced faced = Faced.of(Refusal.of(shown, type, text), request);
    byte[] body =
        faced.body() instanceof byte[] bytes ? bytes : JSON.writeValueAsBytes(faced.body());
    try {
      response.setStatus(faced.status());
      response.setContentType(faced.type().toString());
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("nobody listens to an error any more", e);
    }
  }

  /** A version or a coding that there is not is the sender's mistake, not the server's failure. */
  private static int shown(int status) {
    return switch (status) {
      case 501, 505 -> 400;
      default -> HttpStatus.resolve(status) == null ? 500 : status;
    };
  }
}
