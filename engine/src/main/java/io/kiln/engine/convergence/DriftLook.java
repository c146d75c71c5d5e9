package io.kiln.engine.convergence;

import io.kiln.engine.planning.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A look at all that a stack made; a stack has at most one, the last.
 *
 * @param status IN_PROGRESS until what was found is stored; FAILED when the stack was changed
 *     meanwhile
 * @param repairing whether what was found started a repair
 */
public record DriftLook(
    UUID id,
    UUID stack,
    Status status,
    String reason,
    Instant begunAt,
    Optional<Instant> endedAt,
    boolean repairing) {

  /** One that begins now. */
  public static DriftLook begun(UUID id, UUID stack, Instant now) {
    return new DriftLook(
        id, stack, Status.IN_PROGRESS, "waiting for a worker", now, Optional.empty(), false);
  }

  /** The same with its end. */
  public DriftLook ended(Status how, String why, boolean repairs, Instant now) {
    return new DriftLook(id, stack, how, why, begunAt, Optional.of(now), repairs);
  }
}
