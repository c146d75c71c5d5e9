package io.kiln.api.v2;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.reading.SeenStack;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stack as lists show it.
 *
 * @param action what it does, or did last
 * @param status how far that is
 * @param reason for people
 * @param revision what it has, or is on its way to
 * @param parent the stack it lies in; null for a root
 */
record StackSummary(
    String name,
    @Schema(format = "uuid") String id,
    Action action,
    Status status,
    String reason,
    long revision,
    @Nullable String parent,
    String owner,
    List<String> tags,
    String description,
    Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable Instant deletedAt) {

  /**
   * A page of stacks.
   *
   * @param next the cursor of the next page; null for the last
   */
  record Listed(List<StackSummary> stacks, @Nullable String next) {}

  static StackSummary of(SeenStack stack) {
    return new StackSummary(
        stack.name(),
        stack.id().toString(),
        stack.action(),
        stack.status(),
        stack.statusReason(),
        stack.root().revision(),
        stack.parent().map(UUID::toString).orElse(null),
        stack.root().owner(),
        stack.tags(),
        stack.root().description(),
        stack.createdAt(),
        stack.updatedAt().orElse(null),
        stack.root().deletedAt().orElse(null));
  }
}
