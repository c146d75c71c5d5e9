package io.kiln.api.faults;

import io.kiln.api.heat.HeatError;
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
    if (throwable != null) {
      LOG.error(
          "{} {} failed unexpectedly", request.getMethod(), request.getRequestURI(), throwable);
    }
    HttpStatus known = HttpStatus.resolve(status);
    int shown = known == null ? 500 : status;
    String type = shown < 500 ? "HTTPBadRequest" : "InternalError";
    String text =
        shown < 500
            ? "The request could not be understood."
            : "The request failed for a reason of the server's own; its log says more.";
    byte[] body = JSON.writeValueAsBytes(HeatError.of(Refusal.of(shown, type, text)));
    try {
      response.setContentType("application/json");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("nobody listens to an error any more", e);
    }
  }
}
