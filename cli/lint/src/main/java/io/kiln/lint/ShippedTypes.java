package io.kiln.lint;

import io.kiln.hooks.protocol.HostAgent;
import io.kiln.resources.Plugins;
import io.kiln.resources.baremetal.Ironic;
import io.kiln.resources.baremetal.IronicAnswer;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostDirectory;
import io.kiln.resources.host.HostRecord;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.StoredConfig;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.ValueCheck;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of all resource types that ship, without the world they act on: which hosts there are
 * is not known here, so checks that ask for it let every value pass.
 */
public final class ShippedTypes {

  private static final String NOTHING_RUNS = "schemas only: nothing is carried out here";

  private ShippedTypes() {}

  /** All of them. */
  public static TypeCatalog catalog() {
    Map<String, ValueCheck> checks = new LinkedHashMap<>();
    Plugins.checks(NoHosts.NONE).keySet().forEach(name -> checks.put(name, _ -> Optional.empty()));
    return new ResourceCatalog(
        Plugins.all(
            NoHosts.NONE,
            NoAgents.NONE,
            NoConfigs.NONE,
            DeploymentBoard.NOBODY_ASKS,
            NoIronic.NONE,
            Optional::empty),
        checks);
  }

  private enum NoHosts implements HostDirectory {
    NONE;

    @Override
    public Optional<HostRecord> find(String name) {
      return Optional.empty();
    }

    @Override
    public List<HostRecord> all() {
      return List.of();
    }

    @Override
    public List<HostRecord> byRole(String role) {
      return List.of();
    }
  }

  private enum NoAgents implements HostAgents {
    NONE;

    @Override
    public Optional<HostAgent> agentFor(String host) {
      throw new IllegalStateException(NOTHING_RUNS);
    }
  }

  private enum NoConfigs implements SoftwareConfigs {
    NONE;

    @Override
    public void put(StoredConfig config) {
      throw new IllegalStateException(NOTHING_RUNS);
    }

    @Override
    public Optional<StoredConfig> find(String project, String id) {
      throw new IllegalStateException(NOTHING_RUNS);
    }

    @Override
    public void delete(String project, String id) {
      throw new IllegalStateException(NOTHING_RUNS);
    }
  }

  private enum NoIronic implements Ironic {
    NONE;

    @Override
    public IronicAnswer call(Method method, String path, Optional<Value> body) {
      throw new IllegalStateException(NOTHING_RUNS);
    }
  }
}
