package io.kiln.api.boot;

import io.kiln.api.auth.Caller;
import io.kiln.engine.convergence.Asking;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who sent a request, for the history of what it changes. Where nobody has to prove it, that is who
 * the sender says it is.
 */
final class RequestAuthor {

  /** Heat's header for a user's name. */
  private static final String HEADER = "X-Auth-User";

  /** Names are shown in tables and kept for years. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,255}");

  private RequestAuthor() {}

  /** The user's name; {@link Asking#NOBODY} when it is not known. */
  static String of(HttpServletRequest request) {
    Caller caller = Caller.of(request);
    return caller.means() == Caller.Means.NONE ? said(request) : caller.user();
  }

  private static String said(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HEADER))
        .map(String::strip)
        .filter(name -> NAME.matcher(name).matches())
        .orElse(Asking.NOBODY);
  }
}
