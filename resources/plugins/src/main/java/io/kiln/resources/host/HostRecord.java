package io.kiln.resources.host;

import java.time.Instant;
import java.util.Optional;

/**
 * A host that templates can name.
 *
 * @param role the role it joined with, if any
 * @param url where its agent listens; empty for the agent inside of this process
 * @param address under which other hosts reach it
 * @param runtime what runs its containers, {@code docker} or {@code simulated}
 * @param lastSeen when its agent last answered; empty if it never did
 */
public record HostRecord(
    String name,
    Optional<String> role,
    Optional<String> url,
    String address,
    String runtime,
    Status status,
    Optional<Instant> lastSeen) {

  /** Whether its agent answers. */
  public enum Status {
    UP,
    DOWN
  }
}
