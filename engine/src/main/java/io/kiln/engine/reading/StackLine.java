package io.kiln.engine.reading;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.InState;
import io.kiln.engine.planning.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A root stack as lists show it: a {@link StackRecord} without its outputs, which may be large and
 * are sealed in part.
 *
 * @param revision what it has, or is on its way to
 */
public record StackLine(
    UUID id,
    String project,
    String name,
    long revision,
    Action action,
    Status status,
    String statusReason,
    boolean disableRollback,
    Optional<Duration> timeout,
    List<String> tags,
    String description,
    String owner,
    Instant createdAt,
    Optional<Instant> updatedAt,
    Optional<Instant> deletedAt)
    implements InState {

  public StackLine {
    tags = List.copyOf(tags);
  }

  /** The line of a whole record. */
  public static StackLine of(StackRecord stack) {
    return new StackLine(
        stack.id(),
        stack.project(),
        stack.name(),
        stack.currentRevision(),
        stack.action(),
        stack.status(),
        stack.statusReason(),
        stack.disableRollback(),
        stack.timeout(),
        stack.tags(),
        stack.description(),
        stack.owner(),
        stack.createdAt(),
        stack.updatedAt(),
        stack.deletedAt());
  }
}
