package io.kiln.hooks.agent.runtime;

import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.VolumeMount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What Docker tells of a container ({@code GET /containers/NAME/json}, Engine API 1.41 and later)
 * as settings of a spec: those that the spec asks for and no others. Pure.
 */
final class DockerSettings {

  private static final List<String> HOST_NETWORKS = List.of("host", "none", "bridge", "default");

  private final JsonNode config;
  private final JsonNode host;
  private final JsonNode networks;
  private final Map<String, JsonNode> wanted;
  private final Map<String, JsonNode> settings = new HashMap<>();

  private DockerSettings(JsonNode inspected, ContainerSpec spec) {
    this.config = inspected.path("Config");
    this.host = inspected.path("HostConfig");
    this.networks = inspected.path("NetworkSettings").path("Networks");
    this.wanted = SpecSettings.of(spec);
  }

  static Map<String, JsonNode> of(JsonNode inspected, ContainerSpec spec) {
    return new DockerSettings(inspected, spec).read();
  }

  private Map<String, JsonNode> read() {
    plain("image", config.path("Image"));
    plain("command", config.path("Cmd"));
    plain("entrypoint", config.path("Entrypoint"));
    plain("user", config.path("User"));
    plain("working_dir", config.path("WorkingDir"));
    plain("hostname", config.path("Hostname"));
    plain("stop_signal", config.path("StopSignal"));
    plain("stop_grace", config.path("StopTimeout"));
    plain("healthcheck", config.path("Healthcheck").path("Test"));
    put("env", env());
    put("labels", texts(config.path("Labels")));
    flag("init", host.path("Init"));
    flag("read_only", host.path("ReadonlyRootfs"));
    flag("privileged", host.path("Privileged"));
    put("volumes", list(host.path("Binds"), DockerSettings::mount));
    put("volumes_from", list(host.path("VolumesFrom"), from -> from.replaceFirst(":rw$", "")));
    plain("shm_size", host.path("ShmSize"));
    put("cap_add", SpecSettings.capabilities(list(host.path("CapAdd"), Function.identity())));
    put("cap_drop", SpecSettings.capabilities(list(host.path("CapDrop"), Function.identity())));
    plain("pid", host.path("PidMode"));
    plain("ipc", host.path("IpcMode"));
    plain("uts", host.path("UTSMode"));
    put("sysctls", texts(host.path("Sysctls")));
    put("net", network());
    put("ports", ports());
    put("extra_hosts", list(host.path("ExtraHosts"), Function.identity()));
    plain("dns", host.path("Dns"));
    put("restart", restart());
    put("memory", host.path("Memory").asLong(0));
    put("cpu_shares", host.path("CpuShares").asLong(0));
    put("ulimits", ulimits());
    return Map.copyOf(settings);
  }

  private void plain(String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      put(name, value);
    }
  }

  private void flag(String name, JsonNode value) {
    put(name, value.asBoolean(false));
  }

  /** Of a map, only the keys that the spec asks for. */
  private void put(String name, Object value) {
    JsonNode asked = wanted.get(name);
    if (asked == null) {
      return;
    }
    JsonNode node = SpecSettings.json(value);
    if (!asked.isObject()) {
      settings.put(name, node);
      return;
    }
    Map<String, JsonNode> some = new TreeMap<>();
    for (String key : asked.propertyNames()) {
      if (node.has(key)) {
        some.put(key, node.get(key));
      }
    }
    settings.put(name, SpecSettings.json(some));
  }

  private Map<String, String> env() {
    Map<String, String> found = new HashMap<>();
    for (JsonNode line : config.path("Env")) {
      String[] parts = line.asString("").split("=", 2);
      found.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return found;
  }

  private static Map<String, String> texts(JsonNode map) {
    Map<String, String> found = new HashMap<>();
    map.properties().forEach(entry -> found.put(entry.getKey(), entry.getValue().asString("")));
    return found;
  }

  private static List<String> list(JsonNode values, Function<String, String> form) {
    List<String> found = new ArrayList<>();
    values.forEach(value -> found.add(form.apply(value.asString(""))));
    return found.stream().sorted().toList();
  }

  private static String mount(String bind) {
    String[] parts = bind.split(":", 3);
    List<String> options = parts.length == 3 ? List.of(parts[2].split(",")) : List.of();
    return parts.length < 2
        ? bind
        : SpecSettings.mount(
            new VolumeMount(
                parts[0], parts[1], options.contains("ro") ? List.of("ro") : List.of()));
  }

  /** A network that somebody disconnected it from is not its network any more. */
  private String network() {
    String mode = host.path("NetworkMode").asString("");
    return HOST_NETWORKS.contains(mode) || mode.startsWith("container:") || networks.has(mode)
        ? mode
        : "disconnected from " + mode;
  }

  private List<String> ports() {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> port : host.path("PortBindings").properties()) {
      for (JsonNode binding : port.getValue()) {
        found.add(
            SpecSettings.port(
                binding.path("HostIp").asString(""),
                binding.path("HostPort").asString(""),
                port.getKey()));
      }
    }
    return found.stream().sorted().toList();
  }

  private String restart() {
    JsonNode policy = host.path("RestartPolicy");
    String name = policy.path("Name").asString("");
    int most = policy.path("MaximumRetryCount").asInt(0);
    return (name.isEmpty() ? "no" : name) + (most > 0 ? ":" + most : "");
  }

  private Map<String, Map<String, Long>> ulimits() {
    Map<String, Map<String, Long>> found = new HashMap<>();
    for (JsonNode limit : host.path("Ulimits")) {
      found.put(
          limit.path("Name").asString(""),
          Map.of("soft", limit.path("Soft").asLong(0), "hard", limit.path("Hard").asLong(0)));
    }
    return found;
  }
}
