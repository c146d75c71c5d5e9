package io.kiln.resources.container;

import static java.util.stream.Collectors.toMap;

import io.kiln.hooks.protocol.Attempts;
import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.HealthCheck;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.Isolation;
import io.kiln.hooks.protocol.Limits;
import io.kiln.hooks.protocol.Network;
import io.kiln.hooks.protocol.Restart;
import io.kiln.hooks.protocol.Stop;
import io.kiln.hooks.protocol.Storage;
import io.kiln.hooks.protocol.Work;
import io.kiln.resources.container.ServiceProperties.FileEntry;
import io.kiln.resources.container.ServiceProperties.Health;
import io.kiln.resources.container.ServiceProperties.OneShot;
import io.kiln.resources.spi.Context;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** What a service's properties mean to the agents of its hosts. Pure. */
record ServiceSpec(Identity identity, String name, ServiceProperties properties) {

  private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");

  /** A preview of a stack that is not stored has no id; nothing is called for it either. */
  private static final String NOT_STORED = "preview";

  static ServiceSpec of(ServiceProperties properties, Context context) {
    StackIdentity stack = context.stack();
    Identity identity =
        new Identity(
            stack.id().isBlank() ? NOT_STORED : stack.id(),
            stack.name(),
            context.path(),
            context.resourceId());
    return new ServiceSpec(
        identity, properties.name().orElseGet(() -> ContainerName.of(context)), properties);
  }

  /** What is not well-formed in the properties, so that nothing is begun that cannot be ended. */
  Optional<String> problem() {
    try {
      container();
      properties.bootstrap().forEach(this::shotWork);
      properties.postStart().forEach(this::shotWork);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The service's container.
   *
   * @throws IllegalArgumentException when a property is not well-formed; the message says which
   */
  ContainerSpec container() {
    return new ContainerSpec(
        identity,
        name,
        properties.image(),
        pull(),
        process(),
        storage(properties.volumes()),
        isolation(properties.privileged()),
        network(),
        limits(),
        Restart.parse(properties.restart()),
        properties.healthcheck().map(ServiceSpec::health),
        new Stop(properties.stopGrace(), properties.stopSignal()),
        properties.labels(),
        files(properties.files()));
  }

  /** Has the image on a host. */
  Work pullWork() {
    return new Work.PullImage(properties.image(), pull());
  }

  /** Makes the container run. */
  Work applyWork() {
    return new Work.ApplyContainer(container());
  }

  /** Makes the container run as it is written here, whatever somebody did to it. */
  Work repairWork() {
    return new Work.RepairContainer(container());
  }

  /** Stops the container. */
  Work stopWork() {
    return new Work.StopContainer(identity, name);
  }

  /** Looks at the container. */
  Work checkWork() {
    return new Work.CheckContainer(container());
  }

  /** Removes the container. */
  Work removeWork() {
    return new Work.RemoveContainer(identity, name, properties.removeVolumes());
  }

  /** Runs a one-shot. */
  Work shotWork(OneShot shot) {
    Attempts attempts = new Attempts(shot.timeout(), Set.copyOf(shot.exitCodes()), shot.retries());
    if (shot.exec()) {
      return new Work.ExecIn(
          identity,
          name,
          CommandLine.words(shot.name() + ".command", shot.command()),
          shot.user(),
          texts(shot.env()),
          attempts);
    }
    return new Work.RunOnce(shot.name(), shotContainer(shot), attempts);
  }

  private ContainerSpec shotContainer(OneShot shot) {
    Map<String, String> env = new HashMap<>(texts(properties.env()));
    env.putAll(texts(shot.env()));
    var process =
        new ContainerProcess(
            CommandLine.words(shot.name() + ".command", shot.command()),
            CommandLine.words(
                shot.name() + ".entrypoint", or(shot.entrypoint(), properties.entrypoint())),
            or(shot.user(), properties.user()),
            env,
            properties.envFile(),
            properties.workingDir(),
            properties.init());
    return container()
        .withImage(shot.image().orElse(properties.image()), pull())
        .withProcess(process)
        .withStorage(storage(shot.volumes().orElse(properties.volumes())))
        .withIsolation(isolation(shot.privileged().orElse(properties.privileged())))
        .withFiles(files(shot.files().orElse(properties.files())))
        .withHealthCheck(Optional.empty())
        .withRestart(Restart.NO);
  }

  private static <T> Optional<T> or(Optional<T> own, Optional<T> inherited) {
    return own.isPresent() ? own : inherited;
  }

  private ImagePull pull() {
    return ImagePull.valueOf(properties.imagePull().toUpperCase(Locale.ROOT));
  }

  private ContainerProcess process() {
    return new ContainerProcess(
        CommandLine.words("command", properties.command()),
        CommandLine.words("entrypoint", properties.entrypoint()),
        properties.user(),
        texts(properties.env()),
        properties.envFile(),
        properties.workingDir(),
        properties.init());
  }

  private Storage storage(List<String> volumes) {
    return new Storage(
        volumes.stream().filter(volume -> !volume.isBlank()).toList(),
        properties.volumesFrom(),
        properties.tmpfs(),
        properties.devices(),
        properties.readOnly(),
        ByteSize.parse("shm_size", properties.shmSize()));
  }

  private Isolation isolation(boolean privileged) {
    return new Isolation(
        privileged,
        properties.capAdd(),
        properties.capDrop(),
        properties.securityOpt(),
        properties.pid(),
        properties.ipc(),
        properties.uts(),
        properties.sysctls());
  }

  private Network network() {
    return new Network(
        properties.net(),
        properties.hostname(),
        properties.ports(),
        properties.extraHosts(),
        properties.dns());
  }

  private Limits limits() {
    Map<String, Limits.Ulimit> ulimits = new LinkedHashMap<>();
    properties.ulimits().forEach((limit, value) -> ulimits.put(limit, ulimit(limit, value)));
    return new Limits(
        ByteSize.parse("memory", properties.memory()),
        properties.cpuShares().map(OptionalLong::of).orElse(OptionalLong.empty()),
        ulimits);
  }

  private static Limits.Ulimit ulimit(String limit, Value value) {
    if (value instanceof Value.MapOf map) {
      return new Limits.Ulimit(amount(limit, map.get("soft")), amount(limit, map.get("hard")));
    }
    return new Limits.Ulimit(amount(limit, value), amount(limit, value));
  }

  private static long amount(String limit, Value value) {
    try {
      return new BigDecimal(value.toString()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "ulimits." + limit + ": write a whole number or {soft: number, hard: number}", e);
    }
  }

  private static HealthCheck health(Health check) {
    List<String> test =
        check.test() instanceof Value.Text(String line, _)
            ? List.of("CMD-SHELL", line)
            : CommandLine.words("healthcheck.test", Optional.of(check.test()));
    return new HealthCheck(
        test, check.interval(), check.timeout(), check.retries(), check.startPeriod());
  }

  private static List<ConfigFile> files(List<FileEntry> files) {
    return files.stream()
        .map(
            file ->
                new ConfigFile(
                    file.path(),
                    file.content().value(),
                    file.owner(),
                    mode(file),
                    ConfigFile.Strategy.valueOf(file.strategy())))
        .toList();
  }

  private static int mode(FileEntry file) {
    // A number is refused: YAML 1.1 reads 0644 as 420, and nobody can tell which was meant.
    if (file.mode() instanceof Value.Text(String octal, _) && MODE.matcher(octal).matches()) {
      return Integer.parseInt(octal, 8);
    }
    throw new IllegalArgumentException(
        "file '" + file.path() + "': write the mode in quotes, such as \"0644\"");
  }

  private static Map<String, String> texts(Map<String, Value.Text> values) {
    return values.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }
}
