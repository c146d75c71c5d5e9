package io.kiln.db.stacks;

import java.time.Duration;

/**
 * How long what nobody needs for its work is kept.
 *
 * @param deletedStacks stacks after their end, with all that hangs on them
 * @param events of stacks that are there; each keeps its last one
 * @param revisions of stacks that are there, with their texts; those that a stack is at, can fall
 *     back to, or has a snapshot of are always kept
 * @param audit entries of the audit log
 */
public record Retention(
    Duration deletedStacks, Duration events, Duration revisions, Duration audit) {

  /** For deleted stacks what {@code heat-manage purge_deleted} has; enough for a yearly audit. */
  public static final Retention DEFAULT =
      new Retention(
          Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(400));
}
