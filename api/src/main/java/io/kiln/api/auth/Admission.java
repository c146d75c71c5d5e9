package io.kiln.api.auth;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Decides, once the route is known, whether whoever sent a request may go there. The one place
 * where the project of a path is compared with the caller's: behind it, a controller's {@code
 * project} is the id of one that the caller may use.
 */
public final class Admission implements HandlerInterceptor {

  private static final String PROJECT = "project";

  /** What answers a path that leads nowhere. */
  private static final String NOWHERE = "/**";

  private final Signatures signatures;
  private final Refusals refusals;
  private final InstantSource clock;

  /** Takes addresses that these know as theirs, and tells of whom it turns away. */
  public Admission(Signatures signatures, Refusals refusals, InstantSource clock) {
    this.signatures = signatures;
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    try {
      admit(request);
      return true;
    } catch (RefusedException e) {
      refusals.hear(request, Optional.of(Caller.of(request)), e.refusal().status());
      throw e;
    }
  }

  private void admit(HttpServletRequest request) {
    Optional<String> pattern =
        Optional.ofNullable(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
            .map(Object::toString)
            .filter(found -> !found.equals(NOWHERE));
    Caller caller = Caller.of(request);
    if (pattern.isEmpty()) {
      // A path that leads nowhere, or the question which methods there are: 404 and 405 are no news
      // to somebody who has logged in.
      if (caller.roles().isEmpty()) {
        throw unauthorised();
      }
      return;
    }
    switch (Demand.of(request.getMethod(), pattern.get())) {
      case Demand.Open _ -> {}
      case Demand.Anywhere(Role role) -> require(caller, role);
      case Demand.InProject(Role role) -> inProject(request, caller, role);
      case Demand.Signal _ -> {
        if (SignedAddress.claimed(request)) {
          signed(request);
        } else {
          inProject(request, caller, Role.MEMBER);
        }
      }
    }
  }

  private void signed(HttpServletRequest request) {
    if (!SignedAddress.holds(request, signatures, clock.instant())) {
      throw forbidden(
          "This address was not signed here, was changed since, or has expired: take a new one from"
              + " the stack.");
    }
  }

  /**
   * A wrong project is refused alike, whether there is one of that name or not: so the answer says
   * nothing about other projects, and of the caller's own only what they know.
   */
  private static void inProject(HttpServletRequest request, Caller caller, Role role) {
    String named = variables(request).getOrDefault(PROJECT, "");
    Optional<Project> own = caller.project().filter(project -> project.isCalled(named));
    if (own.isEmpty() && !caller.may(Role.ADMIN)) {
      throw denied(
          caller,
          caller
              .project()
              .map(
                  project ->
                      "the path names another project than %s, which %s is of"
                          .formatted(project.name(), caller.user()))
              .orElseGet(() -> caller.user() + " is of no project"));
    }
    require(caller, role);
    own.ifPresent(project -> means(request, project.id()));
  }

  private static void require(Caller caller, Role role) {
    if (!caller.may(role)) {
      throw denied(
          caller,
          "it is for the role %s, and %s has %s%s"
              .formatted(
                  role.word(),
                  caller.user(),
                  caller.greatest(),
                  caller.project().map(project -> " in project " + project.name()).orElse("")));
    }
  }

  /** From here on the path's project is the one of this id. */
  private static void means(HttpServletRequest request, String id) {
    Map<String, String> variables = new LinkedHashMap<>(variables(request));
    variables.put(PROJECT, id);
    request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
  }

  @SuppressWarnings("unchecked") // Spring puts nothing else there.
  private static Map<String, String> variables(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> map
        ? (Map<String, String>) map
        : Map.of();
  }

  /** A signed address on a route that takes none is as good as nothing. */
  private static RefusedException denied(Caller caller, String because) {
    return caller.means() == Caller.Means.SIGNATURE
        ? unauthorised()
        : forbidden("Access was denied to this resource: %s.".formatted(because));
  }

  private static RefusedException unauthorised() {
    return new RefusedException(Refusal.of(401, "Unauthorized", "Authentication is required."));
  }

  private static RefusedException forbidden(String because) {
    return new RefusedException(Refusal.of(403, "Forbidden", because));
  }
}
