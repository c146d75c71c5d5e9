package io.kiln.resources.software;

import java.util.Optional;

/** The port to the store of software configs. */
public interface SoftwareConfigs {

  /** Stores a config; one of the same id that is there already is left as it is. */
  void put(StoredConfig config);

  /** A config of this project. */
  Optional<StoredConfig> find(String project, String id);

  /** Removes a config; it is no error if there is none. */
  void delete(String project, String id);
}
