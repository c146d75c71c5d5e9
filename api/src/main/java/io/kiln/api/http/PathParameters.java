package io.kiln.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a path with parameters that cannot be decoded, such as {@code /a;b=%2}: the web server
 * looks at the path without them, and the framework does not expect it.
 */
public final class PathParameters extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isBroken(request.getRequestURI())) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST); // no handler could read it either
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isBroken(String path) {
    if (path.indexOf(';') < 0) {
      return false;
    }
    try {
      return !PathContainer.parsePath(path).value().equals(path);
    } catch (IllegalArgumentException broken) {
      return true;
    }
  }
}
