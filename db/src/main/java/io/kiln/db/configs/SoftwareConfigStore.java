package io.kiln.db.configs;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredValue;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** Keeps software configs, each project's for itself. */
public final class SoftwareConfigStore {

  private final SoftwareConfigs configs;
  private final StoredValue values;

  /** A store on these rows. */
  public SoftwareConfigStore(SoftwareConfigs configs, SecretBox box) {
    this.configs = configs;
    this.values = new StoredValue(box);
  }

  /** Stores a config; one of the same id that is there already is left as it is. */
  public void put(SoftwareConfigRow config) {
    configs.insert(
        config.project(),
        config.id(),
        config.name(),
        config.group(),
        values.write(config.document().marked(Mark.SECRET)),
        config.createdAt());
  }

  /** A config of this project. */
  public Optional<SoftwareConfigRow> find(String project, String id) {
    return configs.findById(new SoftwareConfigEntity.Key(project, id)).map(this::row);
  }

  private SoftwareConfigRow row(SoftwareConfigEntity stored) {
    return stored.row(new Value.MapOf(values.readMap(stored.document()).entries(), Mark.NONE));
  }

  /** Removes a config; it is no error if there is none. */
  public void delete(String project, String id) {
    configs.removeByKey(new SoftwareConfigEntity.Key(project, id));
  }
}
