package io.kiln.api.auth;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.UriUtils;

/**
 * Finds out who sent a request before anything else looks at it. What they may do is decided when
 * the route is known, by {@link Admission}.
 */
public final class AuthenticationFilter extends OncePerRequestFilter {

  /** What a client asks before it knows how to log in; {@link Demand} says the same. */
  private static final Set<String> OPEN =
      Set.of("/", "/versions", "/healthcheck", "/v2/openapi.json", "/v2/openapi.yaml");

  /**
   * Which project is the caller's own, by its id, written as a path has it: so a client that was
   * given only a token knows whose stacks it may ask for. Nothing about any other project.
   */
  private static final String PROJECT = "X-Project-Id";

  /** In the words of the API that was asked. */
  public static final Refusal TOO_MANY =
      Refusal.of(
          429,
          "TooManyRequests",
          "Too many logins from this address have failed lately. Wait as long as Retry-After says,"
              + " and send credentials that are right.");

  private final Authenticator authenticator;
  private final FailedLogins failed;
  private final Refusals refusals;
  private final Supplier<HandlerExceptionResolver> answers;

  /**
   * Asks this authenticator.
   *
   * @param failed counts those whom it does not know
   * @param answers puts refusals into words, as for controllers
   */
  public AuthenticationFilter(
      Authenticator authenticator,
      FailedLogins failed,
      Refusals refusals,
      Supplier<HandlerExceptionResolver> answers) {
    this.authenticator = authenticator;
    this.failed = failed;
    this.refusals = refusals;
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Caller.isKnown(request)) {
      chain.doFilter(request, response); // by a signature over the whole of it
      return;
    }
    Credentials credentials = Credentials.of(request);
    if (authenticator.asks() && credentials instanceof Credentials.Absent) {
      if (OPEN.contains(request.getRequestURI())) {
        Caller.STRANGER.sent(request);
        chain.doFilter(request, response);
        return;
      }
      if (SignedAddress.claimed(request)) {
        Caller.BEARER.sent(request);
        chain.doFilter(request, response);
        return;
      }
    }
    if (credentials instanceof Credentials.Password && isFromAnotherSite(request)) {
      refuse(
          request,
          response,
          Refusal.of(
              403, "Forbidden", "A page of another site may not use a browser's password here."));
      return;
    }
    Optional<Duration> pause = pause(request, credentials);
    if (pause.isPresent()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(pause.get().toSeconds() + 1));
      refuse(request, response, TOO_MANY);
      return;
    }
    switch (authenticator.authenticate(credentials)) {
      case Outcome.Known(Caller caller) -> {
        caller.sent(request);
        caller.project().ifPresent(own -> response.setHeader(PROJECT, segment(own.id())));
        chain.doFilter(request, response);
      }
      case Outcome.Refused(String because) -> {
        count(request, credentials);
        authenticator
            .challenges()
            .forEach(one -> response.addHeader(HttpHeaders.WWW_AUTHENTICATE, one));
        refuse(request, response, Refusal.of(401, "Unauthorized", because));
      }
      case Outcome.Away away -> {
        response.setHeader(
            HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, away.retryAfter().toSeconds())));
        refuse(request, response, Refusal.of(503, "ServiceUnavailable", away.because()));
      }
    }
  }

  /** How long to wait, from an address where too many failed, for whoever is not known at once. */
  private Optional<Duration> pause(HttpServletRequest request, Credentials credentials) {
    return credentials instanceof Credentials.Absent
        ? Optional.empty()
        : failed
            .pause(request.getRemoteAddr())
            .filter(_ -> authenticator.atOnce(credentials).isEmpty());
  }

  private void count(HttpServletRequest request, Credentials credentials) {
    switch (credentials) {
      case Credentials.Absent _ -> {}
      case Credentials.Token _ -> failed.count(request.getRemoteAddr(), FailedLogins.Kind.SECRET);
      case Credentials.Password _ ->
          failed.count(request.getRemoteAddr(), FailedLogins.Kind.PASSWORD);
    }
  }

  /**
   * A header carries neither every letter nor a line break; a segment of a path has none of them.
   */
  private static String segment(String id) {
    return UriUtils.encode(id, StandardCharsets.UTF_8);
  }

  /** A browser sends a password it knows with whatever a page asks for, even a foreign one. */
  private static boolean isFromAnotherSite(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (OtherSites.ask(request)) {
      return true;
    }
    if (origin == null) {
      return false;
    }
    try {
      URI from = URI.create(origin);
      return from.getRawAuthority() == null
          || !from.getRawAuthority().equals(request.getHeader("Host"));
    } catch (IllegalArgumentException e) {
      return true; // "null", or no origin at all
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) {
    refusals.hear(request, Optional.empty(), refusal.status());
    answers.get().resolveException(request, response, null, new RefusedException(refusal));
  }
}
