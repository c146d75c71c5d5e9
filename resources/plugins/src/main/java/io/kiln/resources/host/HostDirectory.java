package io.kiln.resources.host;

import java.util.List;
import java.util.Optional;

/** The port through which plugins learn which hosts there are. Lists are sorted by name. */
public interface HostDirectory {

  /** The host of this name, if it has joined. */
  Optional<HostRecord> find(String name);

  /** All hosts that have joined. */
  List<HostRecord> all();

  /** The hosts that joined with this role. */
  List<HostRecord> byRole(String role);
}
