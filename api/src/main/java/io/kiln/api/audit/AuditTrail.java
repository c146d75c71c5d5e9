package io.kiln.api.audit;

import io.kiln.api.auth.Caller;
import io.kiln.api.auth.Project;
import io.kiln.api.auth.Refusals;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Has every request written down that may change something, before its controller sees it and when
 * it has been answered; and every one that was turned away, for lack of credentials or of a role.
 */
public final class AuditTrail implements HandlerInterceptor, Refusals {

  private static final String BEGUN = AuditTrail.class.getName() + ".begun";
  private static final String UNCHANGED = AuditTrail.class.getName() + ".unchanged";

  /** By name, what is posted without changing anything. */
  private static final Set<String> CHANGE_NOTHING =
      Set.of(
          "/v1/{project}/validate",
          "/v1/{project}/stacks/preview",
          "/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}/preview",
          "/v2/{project}/plan");

  /** An agent says every few seconds that it lives: only the first time is news. */
  private static final String HEARTBEAT = "/v2/hosts";

  /** A disk takes that for years: 50 MB a day at the very most. */
  private static final int REFUSALS_A_MINUTE = 60;

  /** Names are shorter; whoever sends more is not to fill the log. */
  private static final int LONGEST_PATH = 2_000;

  private final AuditLog log;
  private final InstantSource clock;
  private final RefusalBudget strangers = new RefusalBudget(REFUSALS_A_MINUTE);

  /** Writes to this log. */
  public AuditTrail(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Says of a request that it changed nothing after all, so that it need not be written down. */
  public static void nothingChanged(HttpServletRequest request) {
    request.setAttribute(UNCHANGED, true);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String route = route(request);
    if (!changes(request, route)) {
      return true;
    }
    AuditEntry entry = entry(request, Caller.of(request), AuditEntry.Kind.BEGUN, Optional.empty());
    if (!route.equals(HEARTBEAT)) {
      try {
        log.before(entry);
      } catch (AuditLog.Unwritable e) {
        response.setHeader("Retry-After", "2");
        throw new RefusedException(
            Refusal.of(503, "ServiceUnavailable", String.valueOf(e.getMessage())));
      }
    }
    request.setAttribute(BEGUN, entry);
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(BEGUN) instanceof AuditEntry begun
        && request.getAttribute(UNCHANGED) == null) {
      log.after(
          begun.with(
              AuditEntry.Kind.ENDED,
              clock.instant().truncatedTo(ChronoUnit.MICROS),
              Optional.of(failure == null ? response.getStatus() : 500)));
    }
  }

  /** Those who are known are few; all others share what may be written of them. */
  @Override
  public void hear(HttpServletRequest request, Optional<Caller> caller, int status) {
    int leftOut = 0;
    if (caller.filter(known -> known.project().isPresent()).isEmpty()) {
      var next = strangers.next(clock.instant());
      if (next.isEmpty()) {
        return;
      }
      leftOut = next.getAsInt();
    }
    log.after(
        entry(request, caller.orElse(Caller.STRANGER), AuditEntry.Kind.REFUSED, Optional.of(status))
            .after(leftOut));
  }

  private static boolean changes(HttpServletRequest request, String route) {
    return switch (request.getMethod()) {
      case "GET", "HEAD", "OPTIONS", "TRACE" -> false;
      default -> !route.isEmpty() && !CHANGE_NOTHING.contains(route);
    };
  }

  private AuditEntry entry(
      HttpServletRequest request, Caller caller, AuditEntry.Kind kind, Optional<Integer> status) {
    String path = request.getRequestURI();
    return new AuditEntry(
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        kind,
        RequestIds.of(request),
        caller.user(),
        project(request).or(() -> caller.project().map(Project::id)),
        caller.means().word(),
        request.getRemoteAddr(),
        request.getMethod(),
        route(request),
        path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH),
        status,
        0);
  }

  private static String route(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) == null
        ? ""
        : String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
  }

  /** The one that is meant, not the caller's own: an admin may go to any. */
  private static Optional<String> project(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? Optional.ofNullable(variables.get("project")).map(Object::toString)
        : Optional.empty();
  }
}
