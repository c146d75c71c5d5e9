package io.kiln.db.hosts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the hosts that have joined, by name. Lists are sorted by name. */
public final class HostStore {

  private final Hosts hosts;
  private final TransactionOperations transactions;

  /** A store on these rows. */
  public HostStore(Hosts hosts, TransactionOperations transactions) {
    this.hosts = hosts;
    this.transactions = transactions;
  }

  /**
   * Lets a host join, or overwrites what is known of one that joins again; when it joined first is
   * kept.
   *
   * @return the host as it is kept
   */
  public HostRow join(HostRow host) {
    return transactions.execute(
        _ ->
            hosts
                .findById(host.name())
                .map(known -> known.joinedAgain(host))
                .orElseGet(() -> hosts.save(new HostEntity(host)))
                .row());
  }

  /** Notes that a host's agent answered; nothing happens when it has not joined. */
  public void seen(String name, Instant at) {
    transactions.executeWithoutResult(_ -> hosts.seen(name, at));
  }

  /** The host of this name, if it has joined. */
  public Optional<HostRow> find(String name) {
    return hosts.findById(name).map(HostEntity::row);
  }

  /** All hosts. */
  public List<HostRow> all() {
    return hosts.findAllByOrderByName().stream().map(HostEntity::row).toList();
  }

  /** The hosts that joined with this role. */
  public List<HostRow> byRole(String role) {
    return hosts.findAllByRoleOrderByName(role).stream().map(HostEntity::row).toList();
  }

  /** Forgets a host; whether there was one. */
  public boolean remove(String name) {
    return hosts.removeByName(name) > 0;
  }
}
