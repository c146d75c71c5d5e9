package io.kiln.api.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * What a server says about itself.
 *
 * @param database {@code embedded in <folder>}, or the address of the one it was given; never with
 *     a password
 * @param version Kiln's
 * @param address where others reach the API
 * @param runtime the local agent's: {@code docker}, {@code simulated}, or {@code none} without one
 * @param worker whether it drives stacks itself
 * @param process differs for every start of a server
 * @param startedAt when it was started
 */
public record ServerStatus(
    String version,
    String address,
    String database,
    @Schema(allowableValues = {"docker", "simulated", "none"}) String runtime,
    boolean worker,
    UUID process,
    Instant startedAt) {}
