package io.kiln.hooks.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A container as it is wanted, every default filled in.
 *
 * @param name it shall have on the host
 * @param labels of the user; those of {@link Labels} are added by the agent and cannot be set here
 * @param files copied into the container before it starts, in this order
 */
public record ContainerSpec(
    Identity identity,
    String name,
    String image,
    ImagePull imagePull,
    ContainerProcess process,
    Storage storage,
    Isolation isolation,
    Network network,
    Limits limits,
    Restart restart,
    Optional<HealthCheck> healthCheck,
    Stop stop,
    Map<String, String> labels,
    List<ConfigFile> files) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,199}");

  /**
   * What an engine takes as a reference: [host[:port]/]path[:tag][@digest]; no option, no blank.
   */
  private static final Pattern IMAGE =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:-]{0,400}(@[a-z0-9]+:[a-fA-F0-9]{32,128})?");

  public ContainerSpec {
    requireName(name);
    requireImage(image);
    labels = Map.copyOf(labels);
    files = List.copyOf(files);
    for (String label : labels.keySet()) {
      if (label.startsWith("kiln.") || label.equals(Labels.MANAGED_BY)) {
        throw new IllegalArgumentException(
            "container " + name + ": label " + label + " is set by Kiln itself; choose another");
      }
    }
  }

  /** A container with nothing but an image: host network, restarted unless stopped. */
  public static ContainerSpec of(Identity identity, String name, String image) {
    return new ContainerSpec(
        identity,
        name,
        image,
        ImagePull.MISSING,
        ContainerProcess.DEFAULT,
        Storage.NONE,
        Isolation.DEFAULT,
        Network.HOST,
        Limits.NONE,
        Restart.UNLESS_STOPPED,
        Optional.empty(),
        Stop.DEFAULT,
        Map.of(),
        List.of());
  }

  /**
   * Changes exactly when the container has to be replaced: a SHA-256 over everything but the
   * identity, the pull policy and the contents of {@link ConfigFile.Strategy#COPY_ONCE} files.
   */
  @JsonIgnore
  public String configHash() {
    return ConfigHash.of(this);
  }

  /** Under another name. */
  public ContainerSpec withName(String newName) {
    return changed(c -> c.name = newName);
  }

  /** From another image. */
  public ContainerSpec withImage(String newImage, ImagePull newPull) {
    return changed(
        c -> {
          c.image = newImage;
          c.imagePull = newPull;
        });
  }

  /** Running something else. */
  public ContainerSpec withProcess(ContainerProcess newProcess) {
    return changed(c -> c.process = newProcess);
  }

  /** With other volumes and devices. */
  public ContainerSpec withStorage(Storage newStorage) {
    return changed(c -> c.storage = newStorage);
  }

  /** With other privileges. */
  public ContainerSpec withIsolation(Isolation newIsolation) {
    return changed(c -> c.isolation = newIsolation);
  }

  /** On another network. */
  public ContainerSpec withNetwork(Network newNetwork) {
    return changed(c -> c.network = newNetwork);
  }

  /** With another restart policy. */
  public ContainerSpec withRestart(Restart newRestart) {
    return changed(c -> c.restart = newRestart);
  }

  /** With another or no health check. */
  public ContainerSpec withHealthCheck(Optional<HealthCheck> newHealthCheck) {
    return changed(c -> c.healthCheck = newHealthCheck);
  }

  /** Stopped in another way. */
  public ContainerSpec withStop(Stop newStop) {
    return changed(c -> c.stop = newStop);
  }

  /** With other labels. */
  public ContainerSpec withLabels(Map<String, String> newLabels) {
    return changed(c -> c.labels = newLabels);
  }

  /** With other files. */
  public ContainerSpec withFiles(List<ConfigFile> newFiles) {
    return changed(c -> c.files = newFiles);
  }

  private ContainerSpec changed(Consumer<ContainerDraft> change) {
    ContainerDraft draft = new ContainerDraft(this);
    change.accept(draft);
    return draft.build();
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a container's name is a letter or digit and then letters, digits, '_', '.' and '-': '"
              + name
              + "'");
    }
  }

  static void requireImage(String image) {
    if (!IMAGE.matcher(image).matches()) {
      throw new IllegalArgumentException("'" + image + "' is not the name of an image");
    }
  }
}
