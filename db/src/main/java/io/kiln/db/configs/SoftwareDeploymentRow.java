package io.kiln.db.configs;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A software deployment.
 *
 * @param document the values of inputs and outputs; never stored in clear
 */
public record SoftwareDeploymentRow(
    String project,
    UUID id,
    String server,
    String config,
    Optional<String> action,
    Optional<String> status,
    Optional<String> statusReason,
    Optional<String> userProject,
    Value.MapOf document,
    Instant createdAt,
    Optional<Instant> updatedAt) {

  /** Leaves out the values. */
  @Override
  public String toString() {
    return "SoftwareDeploymentRow[%s, config=%s, server=%s]".formatted(id, config, server);
  }
}
