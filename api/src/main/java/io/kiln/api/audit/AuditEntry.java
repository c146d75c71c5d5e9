package io.kiln.api.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that is written down. No body and no query: either may hold secrets.
 *
 * @param requestId as the answer names it; what belongs together has the same
 * @param user who
 * @param project whose
 * @param means how it is known who
 * @param source the address the request came from
 * @param route the path as a pattern, which says what was to be done
 * @param path the path, which says with what
 * @param status of the answer; empty as long as there is none
 * @param leftOut how many refusals before this one were only counted
 */
public record AuditEntry(
    Instant at,
    Kind kind,
    String requestId,
    String user,
    Optional<String> project,
    String means,
    String source,
    String method,
    String route,
    String path,
    Optional<Integer> status,
    int leftOut) {

  /** When it was written down. */
  public enum Kind {
    /** A change was asked for, by somebody who may. */
    BEGUN,
    /** What came of it; one that is missing means that the server died meanwhile. */
    ENDED,
    /** Somebody was turned away. */
    REFUSED
  }

  AuditEntry with(Kind kind, Instant at, Optional<Integer> status) {
    return new AuditEntry(
        at, kind, requestId, user, project, means, source, method, route, path, status, leftOut);
  }

  AuditEntry after(int leftOut) {
    return new AuditEntry(
        at, kind, requestId, user, project, means, source, method, route, path, status, leftOut);
  }
}
