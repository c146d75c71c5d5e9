package io.kiln.api.heat;

import io.kiln.api.http.Times;
import io.kiln.engine.convergence.SnapshotRecord;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.templates.model.StackSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in Heat's form.
 *
 * @param data the stack as it was, once the snapshot is complete
 */
record SnapshotView(
    String id,
    @Nullable String name,
    String status,
    @Nullable String statusReason,
    @Nullable StackDocument data,
    String creationTime) {

  /** All of a stack. */
  record Listed(List<SnapshotView> snapshots) {}

  /** One. */
  record Envelope(SnapshotView snapshot) {}

  /**
   * @param sources what a revision of the stack is made of
   */
  static SnapshotView of(
      StackRecord stack, SnapshotRecord snapshot, Function<Long, StackSource> sources) {
    Optional<StackDocument> data =
        snapshot
            .resources()
            .map(
                resources ->
                    StackDocument.snapshot(stack, sources.apply(snapshot.revision()), resources));
    return new SnapshotView(
        snapshot.id().toString(),
        snapshot.name().isEmpty() ? null : snapshot.name(),
        snapshot.status().name(),
        snapshot.reason().orElse(null),
        data.orElse(null),
        Times.of(snapshot.createdAt()));
  }
}
