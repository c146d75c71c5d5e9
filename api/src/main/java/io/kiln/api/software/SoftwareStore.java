package io.kiln.api.software;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The port to kept configs and deployments. Every look-up names its project first, but for the list
 * of all projects' configs.
 */
public interface SoftwareStore {

  /**
   * Configs, the oldest first, those of stacks too.
   *
   * @param project whose; empty for every project's
   * @param marker the last one of the page before; an unknown one means the first page
   */
  List<ConfigLine> configs(Optional<String> project, Optional<String> marker, int limit);

  /** One config of a project. */
  Optional<KeptConfig> config(String project, String id);

  /** Keeps a config; one of the same id that is there already is left as it is. */
  void put(KeptConfig config);

  /** Forgets a config that no deployment uses. */
  Forgotten forgetConfig(String project, String id);

  /** What came of forgetting. */
  enum Forgotten {
    DONE,
    MISSING,
    IN_USE
  }

  /** Deployments of a project, the oldest first; only those of a server when one is named. */
  List<KeptDeployment> deployments(String project, Optional<String> server);

  /** One deployment of a project. */
  Optional<KeptDeployment> deployment(String project, UUID id);

  /** Keeps a deployment, in place of what was kept of it before. */
  void put(KeptDeployment deployment);

  /** Forgets a deployment; false when there is none. */
  boolean forgetDeployment(String project, UUID id);
}
