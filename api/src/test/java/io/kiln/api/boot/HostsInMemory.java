package io.kiln.api.boot;

import io.kiln.api.hosts.HostStore;
import io.kiln.api.hosts.JoinedHost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Remembers hosts as long as the process lives. */
final class HostsInMemory implements HostStore {

  private final ConcurrentSkipListMap<String, JoinedHost> hosts = new ConcurrentSkipListMap<>();

  @Override
  public Optional<JoinedHost> save(JoinedHost host, Instant silentSince) {
    JoinedHost kept =
        hosts.merge(
            host.name(),
            host,
            (before, now) ->
                before.url().equals(now.url()) || !before.lastSeen().isAfter(silentSince)
                    ? again(before, now)
                    : before);
    return Optional.of(kept).filter(now -> now.url().equals(host.url()));
  }

  @Override
  public boolean remove(String name) {
    return hosts.remove(name) != null;
  }

  private static JoinedHost again(JoinedHost before, JoinedHost now) {
    return new JoinedHost(
        now.name(),
        now.role(),
        now.url(),
        now.address(),
        now.runtime(),
        now.engineVersion(),
        before.joinedAt(),
        now.lastSeen());
  }

  @Override
  public Optional<JoinedHost> find(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  @Override
  public List<JoinedHost> all() {
    return List.copyOf(hosts.values());
  }
}
