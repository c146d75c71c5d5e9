package io.kiln.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;

/** Names every request and says the name in the answer, so that a log line can be found by it. */
public final class RequestIds extends OncePerRequestFilter {

  /** OpenStack's header; its clients print it when something fails. */
  public static final String HEADER = "X-Openstack-Request-Id";

  private static final String ATTRIBUTE = RequestIds.class.getName();

  private final Supplier<UUID> ids;

  public RequestIds(Supplier<UUID> ids) {
    this.ids = ids;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = "req-" + ids.get();
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    chain.doFilter(request, response);
  }

  /** The name of this request. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "req-unknown";
  }
}
