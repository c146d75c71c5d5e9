package io.kiln.db;

import io.kiln.db.configs.SoftwareConfigEntity;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.db.hosts.HostEntity;
import io.kiln.db.hosts.HostStore;
import io.kiln.db.jpa.Jpa;
import io.kiln.db.secret.SecretBox;
import java.util.List;
import javax.sql.DataSource;

/** The stores that use JPA (docs/decisions/0040); making them returns at once. */
public final class JpaStores implements AutoCloseable {

  private final Jpa jpa;
  private final SecretBox box;

  /**
   * Stores on a database whose tables are there already.
   *
   * @param box seals what may not stand in clear
   */
  public JpaStores(DataSource database, SecretBox box) {
    this.jpa =
        Jpa.starting(
            database,
            List.of(HostEntity.class, SoftwareConfigEntity.class, SoftwareConfigEntity.Key.class));
    this.box = box;
  }

  /** The hosts that have joined. */
  public HostStore hosts() {
    return new HostStore(jpa);
  }

  /** The software configs. */
  public SoftwareConfigStore softwareConfigs() {
    return new SoftwareConfigStore(jpa, box);
  }

  /** Stops Hibernate; the database is left alone. */
  @Override
  public void close() {
    jpa.close();
  }
}
