package io.kiln.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses a content type that is a pattern, such as {@code *}{@code /*}: nobody can send that, and
 * the framework does not expect it. Others are not looked at; clients send some with whatever they
 * ask.
 */
public final class ContentTypes extends OncePerRequestFilter {

  private static final Refusal PATTERN =
      Refusal.badRequest("The Content-Type of a request names one type, without '*'.");

  private final Supplier<HandlerExceptionResolver> answers;

  /**
   * Looks at content types.
   *
   * @param answers puts refusals into words, as for controllers
   */
  public ContentTypes(Supplier<HandlerExceptionResolver> answers) {
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    if (type != null && type.contains("*")) {
      answers.get().resolveException(request, response, null, new RefusedException(PATTERN));
      return;
    }
    chain.doFilter(request, response);
  }
}
