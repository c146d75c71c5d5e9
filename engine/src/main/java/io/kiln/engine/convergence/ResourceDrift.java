package io.kiln.engine.convergence;

import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.DriftPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a look found of one resource.
 *
 * @param resource its id; a successor has another one
 * @param at when it was looked at
 */
public record ResourceDrift(
    UUID resource,
    String path,
    String type,
    Optional<String> physicalId,
    DriftPolicy policy,
    Drift drift,
    Instant at) {}
