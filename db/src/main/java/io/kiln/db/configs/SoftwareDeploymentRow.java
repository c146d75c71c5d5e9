package io.kiln.db.configs;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A software deployment.
 *
 * @param document the values of inputs and outputs; never stored in clear
 * @param owner the resource that it is; empty for one that a client keeps by hand
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
    Optional<Instant> updatedAt,
    Optional<Owner> owner) {

  /** A resource in the tree of a stack. */
  public record Owner(UUID stack, String path) {}

  /** The same, of something that was there before. */
  SoftwareDeploymentRow changed(Instant created, Instant updated) {
    return new SoftwareDeploymentRow(
        project,
        id,
        server,
        config,
        action,
        status,
        statusReason,
        userProject,
        document,
        created,
        Optional.of(updated),
        owner);
  }

  /** The same with what came of it. */
  public SoftwareDeploymentRow ended(String how, String why, Value outputs, Instant at) {
    return new SoftwareDeploymentRow(
        project,
        id,
        server,
        config,
        action,
        Optional.of(how),
        Optional.of(why),
        userProject,
        Value.map(Map.of("inputs", document.get("inputs"), "outputs", outputs)),
        createdAt,
        Optional.of(at),
        owner);
  }

  /** Leaves out the values. */
  @Override
  public String toString() {
    return "SoftwareDeploymentRow[%s, config=%s, server=%s]".formatted(id, config, server);
  }
}
