package io.kiln.db.hosts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of {@code host}; use {@link HostStore}. */
public interface Hosts extends Repository<HostEntity, String> {

  /**
   * Inserts or overwrites in one statement, so that many at once do not collide; texts that are
   * empty are stored as null.
   *
   * @return 0 when another url is there and was seen after {@code silentSince}
   */
  @Modifying
  @Query(
      nativeQuery = true,
      value =
          """
          insert into host (name, role, url, address, runtime, engine_version, joined_at,
            last_seen, version)
          values (:name, nullif(:role, ''), nullif(:url, ''), :address, :runtime, :engineVersion,
            :joinedAt, cast(nullif(:lastSeen, '') as timestamptz), 0)
          on conflict (name) do update set
            role = excluded.role, url = excluded.url, address = excluded.address,
            runtime = excluded.runtime, engine_version = excluded.engine_version,
            last_seen = coalesce(excluded.last_seen, host.last_seen), version = host.version + 1
          where host.url is not distinct from excluded.url
            or host.last_seen is null or host.last_seen <= :silentSince
          """)
  int join(
      String name,
      String role,
      String url,
      String address,
      String runtime,
      String engineVersion,
      Instant joinedAt,
      String lastSeen,
      Instant silentSince);

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
