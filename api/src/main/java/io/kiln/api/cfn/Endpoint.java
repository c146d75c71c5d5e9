package io.kiln.api.cfn;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.IntSupplier;

/**
 * Where the query API answers: at a path of the usual port, and at the root of a port of its own
 * when it has one, since some clients know hosts and ports only.
 *
 * @param port the port of its own; 0 without one
 */
public record Endpoint(IntSupplier port) {

  /** On the usual port. */
  public static final String PATH = "/cfn/v1";

  /** Whether a request came in by the port of its own. */
  boolean isOwnPort(HttpServletRequest request) {
    int own = port.getAsInt();
    return own > 0 && request.getLocalPort() == own;
  }

  /** Whether this path is its own, or one of its actions'. */
  public static boolean isPath(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  /** Whether a request is for this API. */
  boolean takes(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals(PATH) || path.equals(PATH + "/") || (path.equals("/") && isOwnPort(request));
  }
}
