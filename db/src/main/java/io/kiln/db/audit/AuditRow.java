package io.kiln.db.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that is written down, before it has a place in the log.
 *
 * @param at in whole microseconds, as the database keeps it
 * @param kind BEGUN, ENDED or REFUSED
 * @param status of the answer; empty as long as there is none
 * @param leftOut how many refusals before this one were only counted
 */
public record AuditRow(
    Instant at,
    String kind,
    String requestId,
    String user,
    Optional<String> project,
    String means,
    String source,
    String method,
    String route,
    String path,
    Optional<Integer> status,
    int leftOut) {}
