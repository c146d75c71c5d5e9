package io.kiln.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names every request and says the name in the answer, so that a log line can be found by it. A
 * name that its sender gave it is said back and stands in the log beside ours, which alone is sure
 * to be nobody else's.
 */
public final class RequestIds extends OncePerRequestFilter {

  /** OpenStack's header; its clients print it when something fails. */
  public static final String HEADER = "X-Openstack-Request-Id";

  /** By which many programs and proxies name requests. */
  public static final String SENDERS = "X-Request-Id";

  /** What is said back and logged: no more than a name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

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
    senders(request).ifPresent(name -> response.setHeader(SENDERS, name));
    chain.doFilter(request, response);
  }

  /** The name of this request, with its sender's for it, for the log. */
  public static String withSenders(HttpServletRequest request) {
    return senders(request)
        .map(name -> of(request) + " (" + name + ")")
        .orElseGet(() -> of(request));
  }

  private static Optional<String> senders(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(SENDERS))
        .filter(name -> NAME.matcher(name).matches());
  }

  /** The name of this request. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "req-unknown";
  }
}
