package io.kiln.db.cfn;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A row of {@code change_set}.
 *
 * @param base the revision it was worked out against; empty for a stack to be
 * @param executed the revision that came of it
 * @param document all else; never stored in clear
 */
public record ChangeSetRow(
    UUID id,
    String project,
    UUID stack,
    String stackName,
    String name,
    OptionalLong base,
    OptionalLong executed,
    Value.MapOf document,
    Instant createdAt) {

  /** Leaves out what is in it: parameters are passwords. */
  @Override
  public String toString() {
    return "ChangeSetRow[%s, %s of %s]".formatted(id, name, stackName);
  }
}
