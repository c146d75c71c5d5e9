package io.kiln.db.configs;

import io.kiln.templates.value.Value;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of {@code software_config}; public for the proxies of Spring Data. */
@Entity
@Immutable
@Table(name = "software_config")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields after its own constructor.
public class SoftwareConfigEntity {

  /** Each project names its configs for itself. */
  @Embeddable
  public record Key(String project, String id) implements Serializable {}

  @EmbeddedId private Key key;
  private String name;
  private String hookGroup;
  private String document;
  private Instant createdAt;

  /** For Hibernate. */
  protected SoftwareConfigEntity() {}

  String document() {
    return document;
  }

  SoftwareConfigRow row(Value.MapOf opened) {
    return new SoftwareConfigRow(key.project(), key.id(), name, hookGroup, opened, createdAt);
  }
}
