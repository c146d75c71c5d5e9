package io.kiln.db.hosts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code host}; public for the proxies of Spring Data. */
@Entity
@Table(name = "host")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields after its own constructor.
public class HostEntity {

  @Id private String name;
  private @Nullable String role;
  private @Nullable String url;
  private String address;
  private String runtime;
  private String engineVersion;
  private Instant joinedAt;
  private @Nullable Instant lastSeen;
  @Version private @Nullable Long version;

  /** For Hibernate. */
  protected HostEntity() {}

  HostRow row() {
    return new HostRow(
        name,
        Optional.ofNullable(role),
        Optional.ofNullable(url),
        address,
        runtime,
        engineVersion,
        joinedAt,
        Optional.ofNullable(lastSeen));
  }
}
