package io.kiln.db.configs;

import io.kiln.db.jpa.Jpa;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredValue;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** Keeps software configs, each project's for itself. */
public final class SoftwareConfigStore {

  private final Jpa jpa;
  private final StoredValue values;

  /** A store on JPA that manages {@link SoftwareConfigEntity}. */
  public SoftwareConfigStore(Jpa jpa, SecretBox box) {
    this.jpa = jpa;
    this.values = new StoredValue(box);
  }

  /** Stores a config; one of the same id that is there already is left as it is. */
  public void put(SoftwareConfigRow config) {
    String document = values.write(config.document().marked(Mark.SECRET));
    jpa.with(
        SoftwareConfigs.class,
        "store a software config",
        configs ->
            configs.insert(
                config.project(),
                config.id(),
                config.name(),
                config.group(),
                document,
                config.createdAt()));
  }

  /** A config of this project. */
  public Optional<SoftwareConfigRow> find(String project, String id) {
    return jpa.with(
        SoftwareConfigs.class,
        "find a software config",
        configs -> configs.findById(new SoftwareConfigEntity.Key(project, id)).map(this::row));
  }

  private SoftwareConfigRow row(SoftwareConfigEntity stored) {
    return stored.row(new Value.MapOf(values.readMap(stored.document()).entries(), Mark.NONE));
  }

  /** Removes a config; it is no error if there is none. */
  public void delete(String project, String id) {
    jpa.with(
        SoftwareConfigs.class,
        "remove a software config",
        configs -> configs.removeByKey(new SoftwareConfigEntity.Key(project, id)));
  }
}
