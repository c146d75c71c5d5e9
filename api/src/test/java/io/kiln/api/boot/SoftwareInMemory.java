package io.kiln.api.boot;

import io.kiln.api.software.ConfigLine;
import io.kiln.api.software.KeptConfig;
import io.kiln.api.software.KeptDeployment;
import io.kiln.api.software.SoftwareStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Configs and deployments of a server that is tested. */
final class SoftwareInMemory implements SoftwareStore {

  private final Map<String, KeptConfig> configs = new LinkedHashMap<>();
  private final Map<UUID, KeptDeployment> deployments = new LinkedHashMap<>();

  @Override
  public synchronized List<ConfigLine> configs(
      Optional<String> project, Optional<String> marker, int limit) {
    List<ConfigLine> all =
        configs.values().stream()
            .filter(config -> project.isEmpty() || project.get().equals(config.project()))
            .map(SoftwareInMemory::line)
            .toList();
    int from =
        all.stream().map(ConfigLine::id).toList().indexOf(marker.orElse("no config has this id"))
            + 1;
    return all.stream().skip(from).limit(limit).toList();
  }

  private static ConfigLine line(KeptConfig config) {
    return new ConfigLine(
        config.project(), config.id(), config.name(), config.group(), config.createdAt());
  }

  @Override
  public synchronized Optional<KeptConfig> config(String project, String id) {
    return Optional.ofNullable(configs.get(id)).filter(config -> config.project().equals(project));
  }

  @Override
  public synchronized void put(KeptConfig config) {
    configs.putIfAbsent(config.id(), config);
  }

  @Override
  public synchronized Forgotten forgetConfig(String project, String id) {
    if (config(project, id).isEmpty()) {
      return Forgotten.MISSING;
    }
    if (deployments.values().stream().anyMatch(deployment -> deployment.config().equals(id))) {
      return Forgotten.IN_USE;
    }
    configs.remove(id);
    return Forgotten.DONE;
  }

  @Override
  public synchronized List<KeptDeployment> deployments(String project, Optional<String> server) {
    return deployments.values().stream()
        .filter(deployment -> deployment.project().equals(project))
        .filter(deployment -> server.isEmpty() || server.get().equals(deployment.server()))
        .toList();
  }

  @Override
  public synchronized Optional<KeptDeployment> deployment(String project, UUID id) {
    return Optional.ofNullable(deployments.get(id))
        .filter(deployment -> deployment.project().equals(project));
  }

  @Override
  public synchronized void put(KeptDeployment deployment) {
    deployments.put(deployment.id(), deployment);
  }

  @Override
  public synchronized boolean forgetDeployment(String project, UUID id) {
    return deployment(project, id).map(found -> deployments.remove(found.id())).isPresent();
  }
}
