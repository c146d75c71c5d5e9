package io.kiln.engine.reading;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.InState;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A resource as lists show it: a {@link ResourceState} without its values. */
public record ResourceLine(
    UUID id,
    String path,
    Optional<UUID> parent,
    String type,
    boolean nested,
    Optional<String> physicalId,
    Action action,
    Status status,
    String statusReason,
    Instant createdAt,
    Instant updatedAt)
    implements InState {

  /** The line of a whole row. */
  public static ResourceLine of(ResourceState row) {
    return new ResourceLine(
        row.id(),
        row.path(),
        row.parent(),
        row.type(),
        row.nested(),
        row.physicalId(),
        row.action(),
        row.status(),
        row.statusReason(),
        row.createdAt(),
        row.updatedAt());
  }

  /** The last name of its path: what the template calls it. */
  public String name() {
    return SeenStack.lastName(path);
  }

  /** What the outside world calls it: a stack's id, when it is one; empty when not known yet. */
  public String outsideName() {
    return nested ? id.toString() : physicalId.orElse("");
  }
}
