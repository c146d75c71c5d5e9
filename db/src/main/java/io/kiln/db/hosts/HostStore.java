package io.kiln.db.hosts;

import io.kiln.db.jpa.Jpa;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the hosts that have joined, by name. Lists are sorted by name. */
public final class HostStore {

  private final Jpa jpa;

  /** A store on JPA that manages {@link HostEntity}. */
  public HostStore(Jpa jpa) {
    this.jpa = jpa;
  }

  /**
   * Lets a host join, or overwrites what is known of one that joins again; when it joined first is
   * kept.
   *
   * @param silentSince a host at another url is only replaced when it was not seen after this
   * @return the host as it is kept; empty when one at another url is in its place
   */
  public Optional<HostRow> join(HostRow host, Instant silentSince) {
    return jpa.with(
        Hosts.class,
        "let a host join",
        hosts ->
            hosts.join(
                        host.name(),
                        host.role().orElse(""),
                        host.url().orElse(""),
                        host.address(),
                        host.runtime(),
                        host.engineVersion(),
                        host.joinedAt(),
                        host.lastSeen().map(Instant::toString).orElse(""),
                        silentSince)
                    > 0
                ? hosts.findById(host.name()).map(HostEntity::row)
                : Optional.empty());
  }

  /** Notes that a host's agent answered; whether it has joined at all. */
  public boolean seen(String name, Instant at) {
    return jpa.with(Hosts.class, "note a host's answer", hosts -> hosts.seen(name, at) > 0);
  }

  /** The host of this name, if it has joined. */
  public Optional<HostRow> find(String name) {
    return jpa.with(Hosts.class, "find a host", hosts -> hosts.findById(name).map(HostEntity::row));
  }

  /** All hosts. */
  public List<HostRow> all() {
    return jpa.with(Hosts.class, "list hosts", hosts -> rows(hosts.findAllByOrderByName()));
  }

  /** The hosts that joined with this role. */
  public List<HostRow> byRole(String role) {
    return jpa.with(Hosts.class, "list hosts", hosts -> rows(hosts.findAllByRoleOrderByName(role)));
  }

  private static List<HostRow> rows(List<HostEntity> hosts) {
    return hosts.stream().map(HostEntity::row).toList();
  }

  /** Forgets a host; whether there was one. */
  public boolean remove(String name) {
    return jpa.with(Hosts.class, "forget a host", hosts -> hosts.removeByName(name) > 0);
  }
}
