package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.InState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A root stack as stored.
 *
 * @param target what is being converged towards, or was last
 * @param latestRevision the highest revision number there is; numbers count from 1
 * @param goodRevision the last revision that was reached: where a rollback goes
 * @param traversal grows with every new target: a driver that sees it change plans anew
 * @param outputs name → {@code {"value": …}} or {@code {"error": text}}, with the {@code "export"}
 *     that other stacks may ask for, as of the last settling
 * @param deletedAt when it was deleted with success; such a stack is kept only to be shown
 */
public record StackRecord(
    UUID id,
    String project,
    String name,
    Target target,
    Action action,
    Status status,
    String statusReason,
    long latestRevision,
    OptionalLong goodRevision,
    long traversal,
    boolean disableRollback,
    Optional<Duration> timeout,
    List<String> tags,
    String description,
    Value.MapOf outputs,
    String owner,
    Instant createdAt,
    Optional<Instant> updatedAt,
    Optional<Instant> deletedAt)
    implements InState {

  public StackRecord {
    tags = List.copyOf(tags);
  }

  /** As handlers and templates know it. */
  public StackIdentity identity() {
    return new StackIdentity(project, name, id.toString());
  }

  /** The revision that what there is came from, or is on its way to; else the newest. */
  public long currentRevision() {
    return target.revision().orElse(latestRevision);
  }
}
