package io.kiln.api.hosts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port to where hosts are remembered, for all servers and workers of an installation. */
public interface HostStore {

  /**
   * Remembers a host, in place of what was known under its name; keeps when it first joined.
   *
   * @param silentSince one at another url is only replaced when it was not seen after this
   * @return the host as it is kept; empty when one at another url stays in its place
   */
  Optional<JoinedHost> save(JoinedHost host, Instant silentSince);

  /** Forgets a host; whether there was one. */
  boolean remove(String name);

  /** The host of this name. */
  Optional<JoinedHost> find(String name);

  /** All hosts, by name. */
  List<JoinedHost> all();
}
