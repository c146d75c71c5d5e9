package io.kiln.db.hosts;

import java.time.Instant;
import java.util.Optional;

/**
 * A host that has joined.
 *
 * @param role the role it joined with, if any
 * @param url where its agent listens; empty for the agent inside of the server
 * @param address under which other hosts reach it
 * @param runtime what runs its containers, {@code docker} or {@code simulated}
 * @param engineVersion that runtime's version, empty when it has not said
 * @param joinedAt when it joined first
 * @param lastSeen when its agent last answered; empty if it never did
 */
public record HostRow(
    String name,
    Optional<String> role,
    Optional<String> url,
    String address,
    String runtime,
    String engineVersion,
    Instant joinedAt,
    Optional<Instant> lastSeen) {}
