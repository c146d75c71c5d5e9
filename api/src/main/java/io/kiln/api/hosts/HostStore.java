package io.kiln.api.hosts;

import java.util.List;
import java.util.Optional;

/** The port to where hosts are remembered, for all servers and workers of an installation. */
public interface HostStore {

  /** Remembers a host, in place of what was known under its name; keeps when it first joined. */
  JoinedHost save(JoinedHost host);

  /** The host of this name. */
  Optional<JoinedHost> find(String name);

  /** All hosts, by name. */
  List<JoinedHost> all();
}
