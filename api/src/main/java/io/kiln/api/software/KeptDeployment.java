package io.kiln.api.software;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That a config is to be run on a server, and what came of it. The server asks for its metadata,
 * and whoever ran it says how it went.
 *
 * @param userProject the project of the server's user, as the client gave it
 * @param inputs values by their names
 * @param outputs what the server told
 * @param owner the resource that it is; empty for one that a client keeps by hand
 */
public record KeptDeployment(
    String project,
    UUID id,
    String server,
    String config,
    Optional<String> action,
    Optional<String> status,
    Optional<String> statusReason,
    Optional<String> userProject,
    Value inputs,
    Value outputs,
    Instant createdAt,
    Optional<Instant> updatedAt,
    Optional<Owner> owner) {

  /** A resource in the tree of a stack. */
  public record Owner(UUID stack, String path) {}

  /** Leaves out the values: they may be secret. */
  @Override
  public String toString() {
    return "KeptDeployment[%s, config=%s, server=%s]".formatted(id, config, server);
  }
}
