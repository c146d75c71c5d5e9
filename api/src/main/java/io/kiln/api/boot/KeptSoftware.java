package io.kiln.api.boot;

import io.kiln.api.software.ConfigLine;
import io.kiln.api.software.KeptConfig;
import io.kiln.api.software.KeptDeployment;
import io.kiln.api.software.SoftwareStore;
import io.kiln.db.configs.SoftwareConfigLine;
import io.kiln.db.configs.SoftwareConfigRow;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.db.configs.SoftwareDeploymentRow;
import io.kiln.db.configs.SoftwareDeploymentStore;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Software configs and deployments in the database. */
record KeptSoftware(SoftwareConfigStore configs, SoftwareDeploymentStore deployments)
    implements SoftwareStore {

  @Override
  public List<ConfigLine> configs(Optional<String> project, Optional<String> marker, int limit) {
    return deployments.configs(project, marker, limit).stream().map(KeptSoftware::line).toList();
  }

  @Override
  public Optional<KeptConfig> config(String project, String id) {
    return configs.find(project, id).map(KeptSoftware::config);
  }

  @Override
  public void put(KeptConfig config) {
    configs.put(row(config));
  }

  @Override
  public Forgotten forgetConfig(String project, String id) {
    if (deployments.deleteUnused(project, id)) {
      return Forgotten.DONE;
    }
    return configs.find(project, id).isPresent() ? Forgotten.IN_USE : Forgotten.MISSING;
  }

  @Override
  public List<KeptDeployment> deployments(String project, Optional<String> server) {
    return deployments.list(project, server).stream().map(KeptSoftware::deployment).toList();
  }

  @Override
  public Optional<KeptDeployment> deployment(String project, UUID id) {
    return deployments.find(project, id).map(KeptSoftware::deployment);
  }

  @Override
  public void put(KeptDeployment kept) {
    deployments.put(row(kept));
  }

  @Override
  public boolean forgetDeployment(String project, UUID id) {
    return deployments.delete(project, id);
  }

  static SoftwareConfigRow row(KeptConfig config) {
    return new SoftwareConfigRow(
        config.project(),
        config.id(),
        config.name(),
        config.group(),
        config.document(),
        config.createdAt());
  }

  static SoftwareDeploymentRow row(KeptDeployment kept) {
    return new SoftwareDeploymentRow(
        kept.project(),
        kept.id(),
        kept.server(),
        kept.config(),
        kept.action(),
        kept.status(),
        kept.statusReason(),
        kept.userProject(),
        Value.map(Map.of("inputs", kept.inputs(), "outputs", kept.outputs())),
        kept.createdAt(),
        kept.updatedAt(),
        kept.owner().map(owner -> new SoftwareDeploymentRow.Owner(owner.stack(), owner.path())));
  }

  private static ConfigLine line(SoftwareConfigLine row) {
    return new ConfigLine(row.project(), row.id(), row.name(), row.group(), row.createdAt());
  }

  private static KeptConfig config(SoftwareConfigRow row) {
    return new KeptConfig(
        row.project(), row.id(), row.name(), row.group(), row.document(), row.createdAt());
  }

  private static KeptDeployment deployment(SoftwareDeploymentRow row) {
    return new KeptDeployment(
        row.project(),
        row.id(),
        row.server(),
        row.config(),
        row.action(),
        row.status(),
        row.statusReason(),
        row.userProject(),
        row.document().get("inputs"),
        row.document().get("outputs"),
        row.createdAt(),
        row.updatedAt(),
        row.owner().map(owner -> new KeptDeployment.Owner(owner.stack(), owner.path())));
  }
}
