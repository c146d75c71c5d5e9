package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.InState;
import io.kiln.engine.planning.ResourceState;
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
    Instant at)
    implements InState {

  /** What users hear of a row that is in a new state; not numbered yet. */
  static StackEvent of(ResourceState row, UUID stack, UUID id) {
    return new StackEvent(
        0,
        id,
        stack,
        row.path(),
        row.type(),
        row.physicalId(),
        row.action(),
        row.status(),
        row.statusReason(),
        row.updatedAt());
  }
}
