package io.kiln.api.v2;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a stack is.
 *
 * @param stack the stack's name
 * @param id the stack's id
 * @param action what it does, or did last
 * @param status how far that is
 * @param reason for people
 * @param revision the revision that what there is came from, or is on its way to
 * @param latestRevision the newest there is
 * @param goodRevision the last that was reached; null when none was
 * @param updatedAt when it was last changed; null when it never was
 * @param deletedAt when it was deleted; null while it lives
 */
record StackState(
    String stack,
    @Schema(format = "uuid") String id,
    Action action,
    Status status,
    String reason,
    long revision,
    long latestRevision,
    @Nullable Long goodRevision,
    String description,
    List<String> tags,
    Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable Instant deletedAt) {

  static StackState of(StackRecord stack) {
    return new StackState(
        stack.name(),
        stack.id().toString(),
        stack.action(),
        stack.status(),
        stack.statusReason(),
        stack.currentRevision(),
        stack.latestRevision(),
        stack.goodRevision().isPresent() ? stack.goodRevision().getAsLong() : null,
        stack.description(),
        stack.tags(),
        stack.createdAt(),
        stack.updatedAt().orElse(null),
        stack.deletedAt().orElse(null));
  }
}
