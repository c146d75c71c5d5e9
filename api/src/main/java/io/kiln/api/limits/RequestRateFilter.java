package io.kiln.api.limits;

import io.kiln.api.auth.Caller;
import io.kiln.api.auth.Project;
import io.kiln.api.auth.Role;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Sends away whoever asks more often than a project may, in the words of the API that was asked.
 * Every answer says how much is left (IETF httpapi, RateLimit header fields). Comes after
 * everything that finds out who asks; agents are let through, whose heartbeats are as many as there
 * are hosts.
 */
public final class RequestRateFilter extends OncePerRequestFilter {

  private static final String POLICY = "RateLimit-Policy";
  private static final String LEFT = "RateLimit";

  private final RequestRates rates;
  private final Supplier<HandlerExceptionResolver> answers;

  /**
   * Gives everybody these.
   *
   * @param answers puts refusals into words, as for controllers
   */
  public RequestRateFilter(RequestRates rates, Supplier<HandlerExceptionResolver> answers) {
    this.rates = rates;
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Caller caller = Caller.of(request);
    if (caller.may(Role.HOST) && !caller.may(Role.READER)) {
      chain.doFilter(request, response);
      return;
    }
    RequestRates.Share share = rates.take(sender(request, caller));
    long seconds = RequestRates.PERIOD.toSeconds();
    response.setHeader(POLICY, "\"requests\";q=%d;w=%d".formatted(share.limit(), seconds));
    response.setHeader(LEFT, "\"requests\";r=%d;t=%d".formatted(share.left(), seconds));
    if (share.given()) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    answers
        .get()
        .resolveException(
            request,
            response,
            null,
            new RefusedException(
                Refusal.of(
                    429,
                    "TooManyRequests",
                    "A project may send %d requests a second. Wait a second, and send them more slowly."
                        .formatted(share.limit()))));
  }

  /** A project; whoever has none by who they are, and by where they are when nobody knows that. */
  private static String sender(HttpServletRequest request, Caller caller) {
    return caller
        .project()
        .map(Project::id)
        .map("project "::concat)
        .orElseGet(
            () ->
                caller.means() == Caller.Means.NONE || caller.means() == Caller.Means.SIGNATURE
                    ? "address " + request.getRemoteAddr()
                    : "user " + caller.user());
  }
}
