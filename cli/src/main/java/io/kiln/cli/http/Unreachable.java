package io.kiln.cli.http;

import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

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

  /** An address that cannot be looked up and a port where nobody listens come without a message. */
  private static String reason(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
        return "there is no host of that name";
      }
    }
    var message = cause.getMessage();
    return message == null || message.isBlank() ? "connection refused" : message;
  }
}
