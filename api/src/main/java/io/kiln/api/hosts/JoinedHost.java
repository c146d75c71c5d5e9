package io.kiln.api.hosts;

import java.time.Instant;
import java.util.Optional;

/**
 * A host as it was when its agent last said that it is there.
 *
 * @param url where its agent listens
 * @param address under which other hosts reach it
 * @param runtime what runs its containers, {@code docker} or {@code simulated}
 * @param engineVersion of the container engine, empty when it did not answer
 */
public record JoinedHost(
    String name,
    Optional<String> role,
    String url,
    String address,
    String runtime,
    String engineVersion,
    Instant joinedAt,
    Instant lastSeen) {}
