package io.kiln.api.boot;

import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.StoredConfig;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Configs that stacks of a server that is tested make. */
final class ConfigsInMemory implements SoftwareConfigs {

  private final Map<String, StoredConfig> configs = new ConcurrentHashMap<>();

  @Override
  public void put(StoredConfig config) {
    configs.putIfAbsent(config.id(), config);
  }

  @Override
  public Optional<StoredConfig> find(String project, String id) {
    return Optional.ofNullable(configs.get(id)).filter(config -> config.project().equals(project));
  }

  @Override
  public void delete(String project, String id) {
    configs.remove(id);
  }
}
