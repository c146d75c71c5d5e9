package io.kiln.resources.software;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A store of configs in memory. */
final class SimulatedConfigs implements SoftwareConfigs {

  private final Map<String, StoredConfig> stored = new LinkedHashMap<>();

  @Override
  public void put(StoredConfig config) {
    stored.putIfAbsent(key(config.project(), config.id()), config);
  }

  @Override
  public Optional<StoredConfig> find(String project, String id) {
    return Optional.ofNullable(stored.get(key(project, id)));
  }

  @Override
  public void delete(String project, String id) {
    stored.remove(key(project, id));
  }

  int count() {
    return stored.size();
  }

  private static String key(String project, String id) {
    return project + "/" + id;
  }
}
