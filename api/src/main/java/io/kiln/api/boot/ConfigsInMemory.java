package io.kiln.api.boot;

import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.StoredConfig;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps software configs as long as the process lives. */
final class ConfigsInMemory implements SoftwareConfigs {

  private final Map<Key, StoredConfig> configs = new ConcurrentHashMap<>();

  private record Key(String project, String id) {}

  @Override
  public void put(StoredConfig config) {
    configs.putIfAbsent(new Key(config.project(), config.id()), config);
  }

  @Override
  public Optional<StoredConfig> find(String project, String id) {
    return Optional.ofNullable(configs.get(new Key(project, id)));
  }

  @Override
  public void delete(String project, String id) {
    configs.remove(new Key(project, id));
  }
}
