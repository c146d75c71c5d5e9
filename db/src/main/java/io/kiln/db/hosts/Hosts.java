package io.kiln.db.hosts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of {@code host}; use {@link HostStore}. */
public interface Hosts extends Repository<HostEntity, String> {

  /** Inserts or updates. */
  HostEntity save(HostEntity host);

  /** By name. */
  Optional<HostEntity> findById(String name);

  /** All, by name. */
  List<HostEntity> findAllByOrderByName();

  /** Those of a role, by name. */
  List<HostEntity> findAllByRoleOrderByName(String role);

  /** How many were deleted: none or one. */
  int removeByName(String name);

  /**
   * A heartbeat, and whether there is such a host: without reading the row, and without the
   * version, which it would contend for.
   */
  @Modifying
  @Query("update HostEntity h set h.lastSeen = :at where h.name = :name")
  int seen(String name, Instant at);
}
