package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Optional;

/**
 * A request as its fields mean it: an action is a path of its own, asked for by POST when it may
 * change something and by GET otherwise, however it was sent. So whoever admits requests and writes
 * them down need not know this API.
 */
final class SentRequest extends HttpServletRequestWrapper {

  private static final String ATTRIBUTE = SentRequest.class.getName();

  private final String action;
  private final Form form;

  SentRequest(HttpServletRequest request, String action, Form form) {
    super(request);
    this.action = action;
    this.form = form;
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The one that came in by the door; empty when it came past it. */
  static Optional<SentRequest> of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof SentRequest sent
        ? Optional.of(sent)
        : Optional.empty();
  }

  String action() {
    return action;
  }

  Form form() {
    return form;
  }

  @Override
  public String getMethod() {
    return Operations.changes(action) ? "POST" : "GET";
  }

  @Override
  public String getRequestURI() {
    return Endpoint.PATH + "/" + action;
  }

  @Override
  public String getServletPath() {
    return getRequestURI();
  }
}
