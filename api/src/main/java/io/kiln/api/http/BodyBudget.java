package io.kiln.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much of all bodies together is held at one moment: many who send much at once have to come
 * again, and nobody else feels it. What a request has taken it gives back when it is answered.
 */
public final class BodyBudget extends OncePerRequestFilter {

  private static final String ATTRIBUTE = BodyBudget.class.getName();

  /** Bodies are gone as soon as their requests are answered. */
  private static final String RETRY_AFTER_SECONDS = "1";

  private final long most;
  private final AtomicLong held = new AtomicLong();

  /**
   * Allows so much.
   *
   * @param most bytes; one request alone may have more
   */
  public BodyBudget(long most) {
    this.most = most;
  }

  /** What one request has of it. */
  private final class Share {
    private final HttpServletResponse response;
    private long taken;

    Share(HttpServletResponse response) {
      this.response = response;
    }

    void take(int bytes) {
      long all = held.addAndGet(bytes);
      taken += bytes;
      if (all > most && all > taken) {
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        throw new RefusedException(
            Refusal.of(
                503,
                "ServiceUnavailable",
                "Too much is sent at once just now; send the request again in a moment."));
      }
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var share = new Share(response);
    request.setAttribute(ATTRIBUTE, share);
    try {
      chain.doFilter(request, response);
    } finally {
      held.addAndGet(-share.taken);
    }
  }

  /**
   * Counts bytes of a request's body.
   *
   * @throws RefusedException when there is no room for them
   */
  static void take(HttpServletRequest request, int bytes) {
    if (request.getAttribute(ATTRIBUTE) instanceof Share share) {
      share.take(bytes);
    }
  }
}
