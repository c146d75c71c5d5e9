package io.kiln.hooks.agent.runtime;

import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * An engine that only behaves as if: containers are entries of a file, so they outlive a restart.
 * Names, labels, states and refusals are those of Docker; programs are guessed, see {@link
 * SimulatedProgram}. Images named {@code missing/...} cannot be pulled.
 */
public final class SimulatedRuntime implements ContainerRuntime {

  private static final String NO_IMAGES = "missing/";

  /** Everything that outlives a restart. */
  private record Kept(
      Map<String, SimulatedContainer> containers,
      Map<String, String> images,
      Map<String, Map<String, String>> volumes) {

    Kept {
      containers = new TreeMap<>(containers);
      images = new TreeMap<>(images);
      volumes = new TreeMap<>(volumes);
    }
  }

  private final Path file;
  private final Kept kept;
  private final Map<String, CommandOutput> execs = new ConcurrentHashMap<>();
  private volatile boolean down;

  /**
   * Opens what is kept in a file, or begins with an empty engine.
   *
   * @throws IOException if the file is there and cannot be read
   */
  public SimulatedRuntime(Path file) throws IOException {
    this.file = file;
    this.kept =
        Files.exists(file)
            ? ProtocolJson.MAPPER.readValue(Files.readAllBytes(file), Kept.class)
            : new Kept(Map.of(), Map.of(), Map.of());
  }

  /** Makes the engine stop answering, or answer again. */
  public void setDown(boolean isDown) {
    down = isDown;
  }

  @Override
  public synchronized EngineInfo info() {
    answer();
    return new EngineInfo(
        HostStatus.SIMULATED,
        "simulated",
        true,
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory());
  }

  @Override
  public synchronized List<ObservedContainer> ours() {
    return labelled(Map.of(Labels.MANAGED_BY, Labels.KILN));
  }

  @Override
  public synchronized List<ObservedContainer> of(Identity identity) {
    return labelled(labels(identity));
  }

  @Override
  public synchronized Optional<Look> look(String idOrName) {
    answer();
    return find(idOrName).map(found -> new Look(found.seen(), 0, found.startedAt()));
  }

  /** Nobody can alter a container that does not exist: it has what it was made from. */
  @Override
  public synchronized Optional<Map<String, JsonNode>> settings(String id, ContainerSpec wanted) {
    answer();
    return find(id)
        .map(
            found -> {
              Map<String, JsonNode> same = new TreeMap<>(SpecSettings.of(wanted));
              same.put(SpecSettings.IMAGE, SpecSettings.text(found.seen().image()));
              return same;
            });
  }

  @Override
  public synchronized Optional<String> imageId(String image) {
    answer();
    return Optional.ofNullable(kept.images().get(image));
  }

  @Override
  public synchronized String pull(String image, Consumer<String> progress) {
    answer();
    if (image.startsWith(NO_IMAGES)) {
      throw new EngineRefusedException(
          EngineRefusedException.Kind.NOT_FOUND, "there is no image " + image + " (simulated)");
    }
    String id =
        "sha256:" + UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8)).toString();
    kept.images().put(image, id);
    save();
    return id;
  }

  @Override
  public synchronized String create(Creation creation) {
    answer();
    String image = creation.spec().image();
    String imageId =
        Optional.ofNullable(kept.images().get(image))
            .orElseThrow(() -> notFound("No such image: " + image));
    if (find(creation.name()).isPresent()) {
      throw new EngineRefusedException(
          EngineRefusedException.Kind.CONFLICT,
          "The container name \"/" + creation.name() + "\" is already in use");
    }
    String id = UUID.randomUUID().toString().replace("-", "");
    for (String volume : creation.spec().storage().volumes()) {
      VolumeMount mount = VolumeMount.parse(volume);
      if (mount.isNamedVolume()) {
        kept.volumes().putIfAbsent(mount.source(), labels(creation.spec().identity()));
      }
    }
    List<String> command = new java.util.ArrayList<>(creation.spec().process().entrypoint());
    command.addAll(creation.spec().process().command());
    kept.containers()
        .put(
            id,
            new SimulatedContainer(
                new ObservedContainer(
                    id, creation.name(), image, imageId, "created", 0, "none", creation.labels()),
                command,
                Instant.EPOCH,
                List.of()));
    save();
    return id;
  }

  @Override
  public synchronized void copyFiles(String id, List<ConfigFile> files) {
    change(id, container -> container.withFiles(files.stream().map(ConfigFile::path).toList()));
  }

  @Override
  public synchronized void start(String id) {
    change(
        id,
        container -> {
          boolean once = !container.seen().label(Labels.ONE_SHOT).isEmpty();
          OptionalInt end = SimulatedProgram.of(container.command(), once).exitCode();
          SimulatedContainer started = container.startedAt(Instant.now());
          return end.isEmpty()
              ? started.in("running", 0, "none")
              : started.in("exited", end.getAsInt(), "none");
        });
  }

  @Override
  public synchronized void stop(String id) {
    change(
        id,
        container ->
            container.seen().isRunning() ? container.in("exited", 143, "none") : container);
  }

  @Override
  public synchronized void rename(String id, String name) {
    change(id, container -> container.named(name));
  }

  @Override
  public synchronized void remove(String id) {
    answer();
    kept.containers().remove(id);
    save();
  }

  @Override
  public OptionalInt awaitExit(String id, Duration patience) {
    ObservedContainer seen = look(id).orElseThrow(() -> notFound("No such container")).container();
    if (!seen.isRunning()) {
      return OptionalInt.of(seen.exitCode());
    }
    try {
      Thread.sleep(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.empty();
  }

  @Override
  public synchronized CommandOutput logs(String id, int lines) {
    answer();
    SimulatedContainer container = find(id).orElseThrow(() -> notFound("No such container"));
    SimulatedProgram program = SimulatedProgram.of(container.command(), false);
    return new CommandOutput(0, program.stdout(), program.stderr());
  }

  @Override
  public synchronized String prepareExec(
      String id, List<String> command, Optional<String> user, Map<String, String> env) {
    answer();
    SimulatedContainer container = find(id).orElseThrow(() -> notFound("No such container"));
    if (!container.seen().isRunning()) {
      throw new EngineRefusedException(
          EngineRefusedException.Kind.CONFLICT, "Container " + id + " is not running");
    }
    SimulatedProgram program = SimulatedProgram.of(command, true);
    String exec = UUID.randomUUID().toString();
    execs.put(
        exec, new CommandOutput(program.exitCode().orElse(-1), program.stdout(), program.stderr()));
    return exec;
  }

  @Override
  public Optional<CommandOutput> runExec(String execId, Duration timeout) {
    answer();
    CommandOutput output = execs.get(execId);
    if (output == null) {
      throw notFound("No such exec");
    }
    if (output.exitCode() >= 0) {
      return Optional.of(output);
    }
    try {
      Thread.sleep(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @Override
  public boolean knowsExec(String execId) {
    return execs.containsKey(execId);
  }

  @Override
  public synchronized List<String> volumes(Identity identity) {
    answer();
    return kept.volumes().entrySet().stream()
        .filter(volume -> volume.getValue().equals(labels(identity)))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void removeVolume(String name) {
    answer();
    kept.volumes().remove(name);
    save();
  }

  @Override
  public void close() {
    // Everything is in the file already.
  }

  private Optional<SimulatedContainer> find(String idOrName) {
    return Optional.ofNullable(kept.containers().get(idOrName))
        .or(
            () ->
                kept.containers().values().stream()
                    .filter(container -> container.seen().name().equals(idOrName))
                    .findFirst());
  }

  private List<ObservedContainer> labelled(Map<String, String> labels) {
    answer();
    return kept.containers().values().stream()
        .filter(container -> container.hasLabels(labels))
        .map(SimulatedContainer::seen)
        .sorted(Comparator.comparing(ObservedContainer::name))
        .toList();
  }

  private void change(String id, UnaryOperator<SimulatedContainer> change) {
    answer();
    SimulatedContainer before = find(id).orElseThrow(() -> notFound("No such container: " + id));
    kept.containers().put(before.seen().id(), change.apply(before));
    save();
  }

  private static Map<String, String> labels(Identity identity) {
    return Map.of(Labels.STACK, identity.stackId(), Labels.RESOURCE_ID, identity.resourceId());
  }

  private static EngineRefusedException notFound(String what) {
    return new EngineRefusedException(EngineRefusedException.Kind.NOT_FOUND, what);
  }

  private void answer() {
    if (down) {
      throw new EngineUnavailableException("connection refused (simulated)");
    }
  }

  private void save() {
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      Files.write(beside, ProtocolJson.MAPPER.writeValueAsBytes(kept));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
