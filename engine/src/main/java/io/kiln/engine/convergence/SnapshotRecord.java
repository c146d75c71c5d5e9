package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * A snapshot of a stack: the revision it was at, and what it consisted of.
 *
 * @param name for people; may be empty
 * @param reason how it ended; empty while it is taken
 * @param revision where a restore goes
 * @param resources what there was, as {@link ExportedTree} writes it; empty unless it is COMPLETE
 */
public record SnapshotRecord(
    UUID id,
    String name,
    Status status,
    Optional<String> reason,
    long revision,
    Optional<Value.MapOf> resources,
    Instant createdAt) {

  /** Heat's {@code max_snapshots_per_stack}. */
  public static final int MOST = 32;

  /** One about to be taken of a stack. */
  public static SnapshotRecord begun(UUID id, String name, StackRecord stack, Instant now) {
    return new SnapshotRecord(
        id,
        name,
        Status.IN_PROGRESS,
        Optional.empty(),
        stack.currentRevision(),
        Optional.empty(),
        now);
  }

  /** The same when the stack's SNAPSHOT has ended. */
  public SnapshotRecord settled(TreeChanges.Settled end, Collection<ResourceState> rows) {
    boolean complete = end.status() == Status.COMPLETE;
    return ended(
        end.status(),
        end.reason(),
        complete ? Optional.of(ExportedTree.of(rows)) : Optional.empty());
  }

  /** The same when another action came first: nobody takes it any more. */
  public SnapshotRecord superseded(Action by) {
    return ended(
        Status.FAILED, "Stack SNAPSHOT was superseded by %s".formatted(by), Optional.empty());
  }

  private SnapshotRecord ended(Status how, String why, Optional<Value.MapOf> found) {
    return new SnapshotRecord(id, name, how, Optional.of(why), revision, found, createdAt);
  }
}
