package io.kiln.api.metrics;

import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Times requests by their route, not by their path: names would make figures without end. */
public final class RequestTimes extends OncePerRequestFilter {

  private final Meters meters;

  /** Writes to these figures. */
  public RequestTimes(Meters meters) {
    this.meters = meters;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Timer.Sample sample = Timer.start(meters.registry());
    try {
      chain.doFilter(request, response);
    } finally {
      String route =
          Optional.ofNullable(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
              .map(Object::toString)
              .orElse("none");
      sample.stop(
          Timer.builder("kiln.requests")
              .description("Requests to the API")
              .tag("method", known(request.getMethod()))
              .tag("route", route)
              .tag("status", Integer.toString(response.getStatus()))
              .register(meters.registry()));
    }
  }

  /** Anybody may send any word as a method. */
  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
      default -> "other";
    };
  }
}
