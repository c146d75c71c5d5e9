package io.kiln.engine.convergence.plans;

import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What was worked out when somebody asked, and waits until it is wanted.
 *
 * @param stack the id of the stack, or the one it will have
 * @param name what its stack calls it; empty when its id has to do
 * @param base the revision of the stack that it was worked out against; empty for a stack to be
 * @param revision what the stack will be given; empty for a delete
 * @param written the plan as {@link WrittenPlan} has it; no secret is in it
 * @param details what a face of the API keeps with it
 * @param author who asked
 * @param expiresAt from then on it is carried out no more and may be gone; empty for never
 * @param traversal of the operation that came of it; empty as long as it was not carried out
 */
public record StoredPlan(
    UUID id,
    String project,
    UUID stack,
    String stackName,
    Optional<String> name,
    Kind kind,
    OptionalLong base,
    Optional<NewRevision> revision,
    Value.MapOf written,
    Value.MapOf details,
    String author,
    Instant createdAt,
    Optional<Instant> expiresAt,
    OptionalLong traversal) {

  /** What it is the plan of. */
  public enum Kind {
    CREATE,
    /** A whole new revision. */
    UPDATE,
    /** A revision that takes over what is not said. */
    PATCH,
    /** An earlier revision once more. */
    ROLLBACK,
    DELETE
  }

  /** How many a stack keeps: the oldest that can be carried out no more go first. */
  public static final int MOST = 100;

  /** Whether it makes a stack that there is not yet. */
  public boolean creates() {
    return base.isEmpty();
  }

  /** What came of it. */
  public Optional<OperationId> operation() {
    return traversal.isPresent()
        ? Optional.of(new OperationId(stack, traversal.getAsLong()))
        : Optional.empty();
  }

  /** Whether its time is over. */
  public boolean expired(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** The plan again, with masks in place of secrets. */
  public Plan plan() {
    return WrittenPlan.read(written);
  }

  /** Tells two plans apart by what people see of them. */
  public String hash() {
    return WrittenPlan.hash(written);
  }

  /** The same, carried out. */
  public StoredPlan carriedOut(long by) {
    return new StoredPlan(
        id,
        project,
        stack,
        stackName,
        name,
        kind,
        base,
        revision,
        written,
        details,
        author,
        createdAt,
        expiresAt,
        OptionalLong.of(by));
  }

  /** Leaves out what is in it: parameters are passwords. */
  @Override
  public String toString() {
    return "StoredPlan[%s, %s of %s]".formatted(id, kind, stackName);
  }
}
