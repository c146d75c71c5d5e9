package io.kiln.hooks.agent.runtime;

import com.github.dockerjava.api.model.PortBinding;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Isolation;
import io.kiln.hooks.protocol.Limits;
import io.kiln.hooks.protocol.Network;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Storage;
import io.kiln.hooks.protocol.VolumeMount;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a spec asks for, setting by setting under the names that templates have for them, in a form
 * that {@link DockerSettings} gives too. What a spec leaves to the image or the engine is left out,
 * except where the engine lets people change it on a container that runs: there the engine's
 * default is what was asked for. Pure.
 */
public final class SpecSettings {

  /** The image a container was made from. */
  public static final String IMAGE = "image";

  private static final String CAPABILITY = "CAP_";

  private final Map<String, JsonNode> settings = new TreeMap<>();

  private SpecSettings() {}

  /** The settings of a spec. */
  public static Map<String, JsonNode> of(ContainerSpec spec) {
    var found = new SpecSettings();
    found.put(IMAGE, spec.image());
    found.process(spec.process());
    found.storage(spec.storage());
    found.isolation(spec.isolation());
    found.network(spec.network());
    found.limits(spec.limits());
    found.put("restart", spec.restart().toString());
    found.put("stop_grace", spec.stop().grace().toSeconds());
    spec.stop().signal().ifPresent(signal -> found.put("stop_signal", signal));
    spec.healthCheck().ifPresent(check -> found.put("healthcheck", check.test()));
    found.putIfAny("labels", spec.labels());
    return Map.copyOf(found.settings);
  }

  /** A setting that is a text. */
  public static JsonNode text(String text) {
    return json(text);
  }

  /** A setting as it is once it was sent: equal numbers are of one kind then. */
  public static JsonNode json(Object value) {
    return ProtocolJson.MAPPER.readTree(ProtocolJson.MAPPER.writeValueAsString(value));
  }

  private void process(ContainerProcess process) {
    putIfAny("command", process.command());
    putIfAny("entrypoint", process.entrypoint());
    process.user().ifPresent(user -> put("user", user));
    process.workingDirectory().ifPresent(folder -> put("working_dir", folder));
    putIfAny("env", process.env());
    put("init", process.init());
  }

  private void storage(Storage storage) {
    putIfAny(
        "volumes",
        storage.volumes().stream()
            .map(VolumeMount::parse)
            .filter(mount -> !mount.source().isEmpty())
            .map(SpecSettings::mount)
            .sorted()
            .toList());
    putIfAny("volumes_from", storage.volumesFrom().stream().sorted().toList());
    put("read_only", storage.readOnly());
    storage.shmBytes().ifPresent(size -> put("shm_size", size));
  }

  /** Source, destination and whether it can be written: all that people see of a mount. */
  static String mount(VolumeMount mount) {
    return mount.source()
        + ":"
        + mount.destination()
        + (mount.options().contains("ro") ? ":ro" : "");
  }

  private void isolation(Isolation isolation) {
    put("privileged", isolation.privileged());
    putIfAny("cap_add", capabilities(isolation.capAdd()));
    putIfAny("cap_drop", capabilities(isolation.capDrop()));
    isolation.pid().ifPresent(pid -> put("pid", pid));
    isolation.ipc().ifPresent(ipc -> put("ipc", ipc));
    isolation.uts().ifPresent(uts -> put("uts", uts));
    putIfAny("sysctls", isolation.sysctls());
  }

  static List<String> capabilities(Collection<String> names) {
    return names.stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .map(name -> name.startsWith(CAPABILITY) ? name.substring(CAPABILITY.length()) : name)
        .sorted()
        .toList();
  }

  private void network(Network network) {
    put("net", network.mode());
    network.hostname().ifPresent(name -> put("hostname", name));
    putIfAny(
        "ports",
        network.ports().stream()
            .map(PortBinding::parse)
            .map(
                port ->
                    port(
                        port.getBinding().getHostIp(),
                        port.getBinding().getHostPortSpec(),
                        port.getExposedPort().toString()))
            .sorted()
            .toList());
    putIfAny("extra_hosts", network.extraHosts().stream().sorted().toList());
    putIfAny("dns", network.dns());
  }

  static String port(@Nullable String address, @Nullable String hostPort, String port) {
    return "%s:%s:%s"
        .formatted(
            Optional.ofNullable(address).orElse(""),
            Optional.ofNullable(hostPort).orElse(""),
            port);
  }

  private void limits(Limits limits) {
    put("memory", limits.memoryBytes().orElse(0));
    put("cpu_shares", limits.cpuShares().orElse(0));
    putIfAny("ulimits", limits.ulimits());
  }

  private void put(String name, Object value) {
    settings.put(name, json(value));
  }

  private void putIfAny(String name, Collection<?> values) {
    if (!values.isEmpty()) {
      put(name, values);
    }
  }

  private void putIfAny(String name, Map<String, ?> values) {
    if (!values.isEmpty()) {
      put(name, new TreeMap<>(values));
    }
  }
}
