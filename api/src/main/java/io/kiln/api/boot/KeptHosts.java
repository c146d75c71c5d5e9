package io.kiln.api.boot;

import io.kiln.api.hosts.HostStore;
import io.kiln.api.hosts.JoinedHost;
import io.kiln.db.hosts.HostRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hosts in the database, for every server and worker that shares it.
 *
 * @param store asked for when it is first needed: what is behind it takes long to start
 */
record KeptHosts(Supplier<io.kiln.db.hosts.HostStore> store) implements HostStore {

  @Override
  public Optional<JoinedHost> save(JoinedHost host, Instant silentSince) {
    return store
        .get()
        .join(
            new HostRow(
                host.name(),
                host.role(),
                Optional.of(host.url()),
                host.address(),
                host.runtime(),
                host.engineVersion(),
                host.joinedAt(),
                Optional.of(host.lastSeen())),
            silentSince)
        .map(KeptHosts::joined);
  }

  @Override
  public boolean remove(String name) {
    return store.get().remove(name);
  }

  @Override
  public Optional<JoinedHost> find(String name) {
    return store.get().find(name).map(KeptHosts::joined);
  }

  @Override
  public List<JoinedHost> all() {
    return store.get().all().stream().map(KeptHosts::joined).toList();
  }

  private static JoinedHost joined(HostRow row) {
    return new JoinedHost(
        row.name(),
        row.role(),
        row.url().orElse(""),
        row.address(),
        row.runtime(),
        row.engineVersion(),
        row.joinedAt(),
        row.lastSeen().orElse(row.joinedAt()));
  }
}
