package io.kiln.api.auth;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * While nobody has to log in, only programs of this machine may ask, and no web page through the
 * browser of somebody who sits at it: a page of another origin or site, or one whose name was made
 * to resolve to loopback, is refused.
 */
public final class LocalOnly extends OncePerRequestFilter {

  private static final Refusal ELSEWHERE =
      Refusal.of(
          403,
          "Forbidden",
          "Without authentication only local names and origins are served; use http://127.0.0.1.");

  private final Supplier<HandlerExceptionResolver> answers;

  /**
   * Lets local ones in.
   *
   * @param answers puts refusals into words, as for controllers
   */
  public LocalOnly(Supplier<HandlerExceptionResolver> answers) {
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String origin = request.getHeader("Origin");
    if (!isLocal(request.getServerName())
        || (origin != null && !isLocalOrigin(origin))
        || OtherSites.ask(request)) {
      answers.get().resolveException(request, response, null, new RefusedException(ELSEWHERE));
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
