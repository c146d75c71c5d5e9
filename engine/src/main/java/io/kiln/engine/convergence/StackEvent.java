package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened to a stack or one of its resources: appended, never changed.
 *
 * @param sequence its place in the stack's order, given by the store; 0 before it is stored
 * @param path the resource's path, empty for the root stack itself
 */
public record StackEvent(
    long sequence,
    UUID id,
    UUID stack,
    String path,
    String resourceType,
    Optional<String> physicalId,
    Action action,
    Status status,
    String reason,
    Instant at) {}
