package io.kiln.hooks.agent.runtime;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.VolumesFrom;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Limits;
import io.kiln.hooks.protocol.Restart;
import io.kiln.hooks.protocol.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A spec in Docker's words. */
final class DockerCreation {

  private DockerCreation() {}

  static void fill(CreateContainerCmd command, Creation creation) {
    ContainerSpec spec = creation.spec();
    command.withName(creation.name()).withLabels(creation.labels());
    command.withEnv(
        new TreeMap<>(creation.env())
            .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    if (!spec.process().command().isEmpty()) {
      command.withCmd(spec.process().command());
    }
    if (!spec.process().entrypoint().isEmpty()) {
      command.withEntrypoint(spec.process().entrypoint());
    }
    spec.process().user().ifPresent(command::withUser);
    spec.process().workingDirectory().ifPresent(command::withWorkingDir);
    spec.network().hostname().ifPresent(command::withHostName);
    spec.stop().signal().ifPresent(command::withStopSignal);
    command.withStopTimeout((int) spec.stop().grace().toSeconds());
    spec.healthCheck().ifPresent(check -> command.withHealthcheck(healthCheck(check)));
    List<Volume> anonymous =
        mounts(spec).stream()
            .filter(mount -> mount.source().isEmpty())
            .map(mount -> new Volume(mount.destination()))
            .toList();
    if (!anonymous.isEmpty()) {
      command.withVolumes(anonymous);
    }
    List<PortBinding> ports = spec.network().ports().stream().map(PortBinding::parse).toList();
    if (!ports.isEmpty()) {
      command.withExposedPorts(ports.stream().map(PortBinding::getExposedPort).toList());
    }
    command.withHostConfig(hostConfig(spec, ports));
  }

  static List<VolumeMount> mounts(ContainerSpec spec) {
    return spec.storage().volumes().stream().map(VolumeMount::parse).toList();
  }

  private static HostConfig hostConfig(ContainerSpec spec, List<PortBinding> ports) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(spec.network().mode())
            .withRestartPolicy(restart(spec.restart()))
            .withPrivileged(spec.isolation().privileged())
            .withBinds(binds(spec))
            .withReadonlyRootfs(spec.storage().readOnly())
            .withInit(spec.process().init());
    isolate(host, spec);
    if (!ports.isEmpty()) {
      host.withPortBindings(ports);
    }
    if (!spec.network().extraHosts().isEmpty()) {
      host.withExtraHosts(spec.network().extraHosts().toArray(String[]::new));
    }
    if (!spec.network().dns().isEmpty()) {
      host.withDns(spec.network().dns());
    }
    if (!spec.storage().volumesFrom().isEmpty()) {
      host.withVolumesFrom(spec.storage().volumesFrom().stream().map(VolumesFrom::parse).toList());
    }
    if (!spec.storage().tmpfs().isEmpty()) {
      host.withTmpFs(tmpfs(spec.storage().tmpfs()));
    }
    if (!spec.storage().devices().isEmpty()) {
      host.withDevices(spec.storage().devices().stream().map(Device::parse).toList());
    }
    spec.storage().shmBytes().ifPresent(host::withShmSize);
    spec.limits().memoryBytes().ifPresent(host::withMemory);
    spec.limits().cpuShares().ifPresent(shares -> host.withCpuShares(Math.toIntExact(shares)));
    if (!spec.limits().ulimits().isEmpty()) {
      host.withUlimits(ulimits(spec.limits()));
    }
    return host;
  }

  private static void isolate(HostConfig host, ContainerSpec spec) {
    if (!spec.isolation().capAdd().isEmpty()) {
      host.withCapAdd(capabilities(spec.isolation().capAdd()));
    }
    if (!spec.isolation().capDrop().isEmpty()) {
      host.withCapDrop(capabilities(spec.isolation().capDrop()));
    }
    if (!spec.isolation().securityOpt().isEmpty()) {
      host.withSecurityOpts(spec.isolation().securityOpt());
    }
    spec.isolation().pid().ifPresent(host::withPidMode);
    spec.isolation().ipc().ifPresent(host::withIpcMode);
    spec.isolation().uts().ifPresent(host::withUtSMode);
    if (!spec.isolation().sysctls().isEmpty()) {
      host.withSysctls(spec.isolation().sysctls());
    }
  }

  private static List<Bind> binds(ContainerSpec spec) {
    List<Bind> binds = new ArrayList<>();
    for (VolumeMount mount : mounts(spec)) {
      if (!mount.source().isEmpty()) {
        binds.add(bind(mount));
      }
    }
    return binds;
  }

  private static Bind bind(VolumeMount mount) {
    AccessMode access = mount.options().contains("ro") ? AccessMode.ro : AccessMode.rw;
    SELContext label =
        mount.options().contains("Z")
            ? SELContext.single
            : mount.options().contains("z") ? SELContext.shared : SELContext.DEFAULT;
    PropagationMode propagation =
        mount.options().stream()
            .filter(option -> option.matches("r?(shared|slave|private)"))
            .findFirst()
            .map(PropagationMode::fromString)
            .orElse(PropagationMode.DEFAULT_MODE);
    // The library writes "nocopy" for false too, and the engine refuses it for paths of the host.
    @Nullable Boolean noCopy = mount.options().contains("nocopy") ? true : null;
    return new Bind(
        mount.source(), new Volume(mount.destination()), access, label, noCopy, propagation);
  }

  private static RestartPolicy restart(Restart restart) {
    return switch (restart.policy()) {
      case NO -> RestartPolicy.noRestart();
      case ALWAYS -> RestartPolicy.alwaysRestart();
      case UNLESS_STOPPED -> RestartPolicy.unlessStoppedRestart();
      case ON_FAILURE -> RestartPolicy.onFailureRestart(restart.most());
    };
  }

  private static Capability[] capabilities(List<String> names) {
    return names.stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .map(name -> name.startsWith("CAP_") ? name.substring(4) : name)
        .map(DockerCreation::capability)
        .toArray(Capability[]::new);
  }

  private static Capability capability(String name) {
    try {
      return Capability.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new EngineRefusedException(
          EngineRefusedException.Kind.OTHER, "there is no capability " + name);
    }
  }

  private static Map<String, String> tmpfs(List<String> entries) {
    Map<String, String> map = new TreeMap<>();
    for (String entry : entries) {
      String[] parts = entry.split(":", 2);
      map.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return map;
  }

  private static List<Ulimit> ulimits(Limits limits) {
    return new TreeMap<>(limits.ulimits())
        .entrySet().stream()
            .map(e -> new Ulimit(e.getKey(), e.getValue().soft(), e.getValue().hard()))
            .toList();
  }

  private static HealthCheck healthCheck(io.kiln.hooks.protocol.HealthCheck check) {
    return new HealthCheck()
        .withTest(check.test())
        .withInterval(check.interval().toNanos())
        .withTimeout(check.timeout().toNanos())
        .withRetries(check.retries())
        .withStartPeriod(check.startPeriod().toNanos());
  }
}
