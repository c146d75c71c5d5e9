package io.kiln.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * While nobody has to log in, only programs of this machine may ask, and no web page through the
 * browser of somebody who sits at it: a page of another origin, or one whose name was made to
 * resolve to loopback, is refused.
 */
public final class LocalOnly extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String origin = request.getHeader("Origin");
    if (!isLocal(request.getServerName()) || (origin != null && !isLocalOrigin(origin))) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setContentType("application/json");
      response
          .getWriter()
          .write(
              """
              {"code": 403, "title": "Forbidden", \
              "explanation": "Access was denied to this resource.", \
              "error": {"type": "Forbidden", "traceback": null, "message": \
              "Without authentication only local names and origins are served; use http://127.0.0.1."}}\
              """);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isLocalOrigin(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host != null && isLocal(host);
    } catch (IllegalArgumentException e) {
      return false; // "null", or no origin at all
    }
  }

  private static boolean isLocal(String host) {
    return switch (host.toLowerCase(Locale.ROOT)) {
      case "localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1" -> true;
      default -> false;
    };
  }
}
