package io.kiln.cli.http;

import java.net.URI;

/** No answer came: nothing listens, the connection broke, or it took too long. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unreachable(URI uri, Throwable cause) {
    super(
        "no server answers at "
            + uri.getScheme()
            + "://"
            + uri.getAuthority()
            + " ("
            + reason(cause)
            + "); start one with `kiln server`, or name another with --url or KILN_URL",
        cause);
  }

  private static String reason(Throwable cause) {
    var message = cause.getMessage();
    return message == null || message.isBlank() ? "connection refused" : message;
  }
}
