package io.kiln.api.faults;

import io.kiln.api.cfn.CfnError;
import io.kiln.api.cfn.Endpoint;
import io.kiln.api.heat.HeatError;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RequestIds;
import io.kiln.api.v2.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;

/**
 * A refusal in the words of the face of the API that a request came in by.
 *
 * @param body bytes as they are, or something that becomes JSON
 */
record Faced(int status, MediaType type, Object body) {

  /** By the request's path; Heat's words where that is none. */
  static Faced of(Refusal refusal, HttpServletRequest request) {
    String path = Optional.ofNullable(request.getRequestURI()).orElse("");
    if (Endpoint.isPath(path)) {
      CfnError error = CfnError.of(refusal);
      return new Faced(error.status(), MediaType.TEXT_XML, error.body(RequestIds.of(request)));
    }
    return path.startsWith("/v2/")
        ? new Faced(refusal.status(), MediaType.APPLICATION_PROBLEM_JSON, Problem.of(refusal))
        : new Faced(refusal.status(), MediaType.APPLICATION_JSON, HeatError.of(refusal));
  }
}
