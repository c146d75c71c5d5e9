package io.kiln.api.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.web.util.UriUtils;

/** The parts of an address that was signed: they say that whoever has it may send one signal. */
final class SignedAddress {

  /** Until when, in seconds since 1970. */
  static final String EXPIRES = "expires";

  static final String SIGNATURE = "signature";

  /** The UUID of the very resource that is meant. */
  static final String RESOURCE = "resource";

  private SignedAddress() {}

  /** Whether an address says that it was signed, and is one of a kind that is. */
  static boolean claimed(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.getQueryString() != null
        && request.getQueryString().contains(SIGNATURE + "=")
        && (path.startsWith("/v1/waitcondition/")
            || path.startsWith("/v1/signal/")
            || (path.startsWith("/v1/") && path.endsWith("/signal")));
  }

  static boolean holds(HttpServletRequest request, Signatures signatures, Instant now) {
    return signatures.hold(
        UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8),
        said(request, RESOURCE),
        said(request, EXPIRES),
        said(request, SIGNATURE),
        now);
  }

  /** Empty when it is not said, or more than once. */
  private static String said(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values == null || values.length != 1 ? "" : values[0];
  }
}
