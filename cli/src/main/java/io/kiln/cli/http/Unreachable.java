package io.kiln.cli.http;

import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** No answer came: nothing listens or can be trusted, the connection broke, or it took too long. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What the JDK says of an answer that is no TLS, in one place or another, in either case. */
  private static final String NO_TLS = "unrecognized ssl message";

  Unreachable(URI uri, Throwable cause) {
    super(message(uri, cause), cause);
  }

  private static String message(URI uri, Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SSLException
          && String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT).contains(NO_TLS)) {
        return "what answers at %s speaks no TLS; say --url http://%s"
            .formatted(uri.getAuthority(), uri.getAuthority());
      }
      if (at instanceof CertPathBuilderException || at instanceof CertPathValidatorException) {
        return "nobody whom this machine trusts vouches for the certificate of %s (%s); name whom to"
                .formatted(uri.getAuthority(), at.getMessage())
            + " trust with --os-cacert FILE or OS_CACERT";
      }
      if (at instanceof CertificateException && at.getCause() == null) {
        return "the certificate of %s is not one for it: %s; say --url with a name that it is for"
            .formatted(uri.getAuthority(), at.getMessage());
      }
    }
    return "no server answers at "
        + uri.getScheme()
        + "://"
        + uri.getAuthority()
        + " ("
        + reason(cause)
        + "); start one with `kiln server`, or name another with --url or KILN_URL";
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
