package io.kiln.api.tracing;

import io.kiln.api.http.RequestIds;
import io.kiln.api.tracing.Spans.Kind;
import io.kiln.api.tracing.Spans.Span;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.TraceParent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Says on whose behalf and in which trace a request is answered: the one of its {@code
 * traceparent}, else one of its own that is called like the request. What it begins in the engine
 * goes on in it.
 */
final class RequestTraces extends OncePerRequestFilter {

  private static final String HEADER = "traceparent";
  private static final String NO_ID = "req-";

  private final Spans spans;
  private final Function<HttpServletRequest, String> user;

  RequestTraces(Spans spans, Function<HttpServletRequest, String> user) {
    this.spans = spans;
    this.user = user;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<TraceParent> asked =
        Optional.ofNullable(request.getHeader(HEADER)).flatMap(TraceParent::parse);
    if (!spans.collected() || (reads(request) && asked.isEmpty())) {
      answer(request, response, chain, asked.or(() -> ofItsOwn(request)));
      return;
    }
    Span span =
        spans.begin(
            Kind.SERVER,
            request.getMethod(),
            asked,
            Map.of("http.request.method", request.getMethod(), "kiln.request", id(request)));
    try {
      answer(request, response, chain, span.place());
    } finally {
      Optional.ofNullable(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
          .ifPresent(route -> span.rename(request.getMethod() + " " + route));
      int status = response.getStatus();
      span.end(status < 500 ? Optional.empty() : Optional.of("status " + status));
    }
  }

  /** Clients ask again and again how things are: nobody wants to read a trace of that. */
  private static boolean reads(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Optional<TraceParent> place)
      throws ServletException, IOException {
    Optional<TraceParent> before = CurrentTrace.place();
    CurrentTrace.move(place);
    try {
      boolean done =
          new Asking(user.apply(request), place)
              .within(
                  () -> {
                    chain.doFilter(request, response);
                    return true;
                  });
      assert done;
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    } finally {
      CurrentTrace.move(before);
    }
  }

  /** Not sampled: nobody has begun to record it. */
  private static Optional<TraceParent> ofItsOwn(HttpServletRequest request) {
    String id = id(request).substring(NO_ID.length()).replace("-", "");
    return TraceParent.parse(
        "00-%s-%s-00".formatted(id, id.length() < 16 ? id : id.substring(id.length() - 16)));
  }

  private static String id(HttpServletRequest request) {
    return RequestIds.of(request);
  }
}
