package io.kiln.hooks.agent.runtime;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.PullResponseItem;
import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Stop;
import io.kiln.hooks.protocol.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A Docker engine, through its API on a socket. */
public final class DockerRuntime implements ContainerRuntime {

  /** A download may take long, but not for ever. */
  private static final Duration PULL_DEADLINE = Duration.ofHours(1);

  /** Reading the end of a log is quick; a log driver that cannot be read answers never. */
  private static final Duration LOG_DEADLINE = Duration.ofSeconds(30);

  /** From the end of a container's grace until the engine has killed it. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REMOVAL_DEADLINE = Duration.ofSeconds(60);
  private static final Pattern EXITED = Pattern.compile("Exited \\((\\d+)\\).*");
  private static final Pattern HEALTH =
      Pattern.compile(".*\\((?:health: )?(\\w*(?:healthy|starting))\\)");

  private final DockerCalls calls;
  private final DockerFiles files;
  private final Gathered<Identity, List<ObservedContainer>> lists = new Gathered<>(this::listOf);
  private final Gathered<String, Optional<String>> images =
      new Gathered<>(
          names -> names.stream().collect(Collectors.toMap(Function.identity(), this::imageIdNow)));

  /** For the engine at an address such as {@code unix:///var/run/docker.sock}. */
  public DockerRuntime(URI engine) {
    this.calls = new DockerCalls(engine);
    this.files = new DockerFiles(calls);
  }

  @Override
  public EngineInfo info() {
    Info info = calls.call("ask for its state", docker -> docker.infoCmd().exec());
    return new EngineInfo(
        HostStatus.DOCKER,
        Optional.ofNullable(info.getServerVersion()).orElse("unknown"),
        Boolean.TRUE.equals(info.getRawValues().get("LiveRestoreEnabled")),
        Optional.ofNullable(info.getNCPU()).orElse(0),
        Optional.ofNullable(info.getMemTotal()).orElse(0L));
  }

  @Override
  public List<ObservedContainer> ours() {
    return list(Map.of(Labels.MANAGED_BY, Labels.KILN));
  }

  @Override
  public List<ObservedContainer> of(Identity identity) {
    return lists.ask(identity);
  }

  @Override
  public Optional<Look> look(String idOrName) {
    return inspect(idOrName).map(EngineAnswer.Inspected::look);
  }

  private Optional<EngineAnswer.Inspected> inspect(String idOrName) {
    return calls.read(
        "look at container " + idOrName,
        "/containers/" + DockerCalls.encoded(idOrName) + "/json",
        EngineAnswer.Inspected.class);
  }

  @Override
  public Optional<Map<String, JsonNode>> settings(String id, ContainerSpec wanted) {
    return calls
        .read(
            "look closely at container " + id,
            "/containers/" + DockerCalls.encoded(id) + "/json",
            JsonNode.class)
        .map(inspected -> DockerSettings.of(inspected, wanted));
  }

  @Override
  public Optional<String> imageId(String image) {
    return images.ask(image);
  }

  private Optional<String> imageIdNow(String image) {
    return calls
        .read(
            "look for image " + image,
            "/images/" + DockerCalls.encoded(image) + "/json",
            EngineAnswer.Image.class)
        .map(EngineAnswer.Image::id);
  }

  @Override
  public String pull(String image, Consumer<String> progress) {
    boolean finished =
        calls.stream(
            "pull " + image,
            docker -> {
              PullImageCmd command = docker.pullImageCmd(image);
              if (!hasTag(image)) {
                // Without a tag the API fetches all of them, unlike the command line.
                command.withTag("latest");
              }
              return command
                  .exec(reporting(image, progress))
                  .awaitCompletion(PULL_DEADLINE.toSeconds(), TimeUnit.SECONDS);
            });
    if (!finished) {
      throw new EngineRefusedException(
          EngineRefusedException.Kind.OTHER,
          "it did not come within " + PULL_DEADLINE.toMinutes() + " minutes");
    }
    return imageId(image)
        .orElseThrow(
            () ->
                new EngineRefusedException(
                    EngineRefusedException.Kind.NOT_FOUND, "it was pulled and is not there"));
  }

  @Override
  public String create(Creation creation) {
    for (VolumeMount mount : DockerCreation.mounts(creation.spec())) {
      if (mount.isNamedVolume()) {
        createVolume(mount.source(), creation);
      }
    }
    return calls.call(
        "create container " + creation.name(),
        docker -> {
          try (CreateContainerCmd command = docker.createContainerCmd(creation.spec().image())) {
            DockerCreation.fill(command, creation);
            return command.exec().getId();
          }
        });
  }

  @Override
  public void copyFiles(String id, List<ConfigFile> wanted) {
    String image = look(id).map(look -> look.container().imageId()).orElse("");
    files.copy(id, image, wanted);
  }

  @Override
  public void start(String id) {
    calls.call(
        "start container " + id,
        docker -> {
          try {
            docker.startContainerCmd(id).exec();
          } catch (NotModifiedException e) {
            return false; // It runs already.
          }
          return true;
        });
  }

  /**
   * The call lasts as long as the container's grace, which may be longer than a call's deadline:
   * the engine goes on by itself then, and the container is watched instead.
   */
  @Override
  public void stop(String id) {
    Duration grace = grace(id);
    long end = System.nanoTime() + grace.plus(STOP_MARGIN).toNanos();
    try {
      calls.call(
          "stop container " + id,
          docker -> {
            try {
              // The library says 10 s when it is not told, and the container's own grace is lost.
              docker.stopContainerCmd(id).withTimeout((int) grace.toSeconds()).exec();
            } catch (NotModifiedException e) {
              return false; // It does not run.
            }
            return true;
          });
    } catch (EngineUnavailableException e) {
      while (look(id).filter(look -> look.container().isRunning()).isPresent()) {
        if (System.nanoTime() > end) {
          throw e;
        }
        pause();
      }
    }
  }

  private Duration grace(String id) {
    return inspect(id).flatMap(EngineAnswer.Inspected::grace).orElse(Stop.DEFAULT.grace());
  }

  @Override
  public void rename(String id, String name) {
    calls.call(
        "rename container " + id, docker -> docker.renameContainerCmd(id).withName(name).exec());
  }

  @Override
  public void remove(String id) {
    try {
      calls.call(
          "remove container " + id,
          docker -> docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    } catch (EngineRefusedException e) {
      switch (e.kind()) {
        case NOT_FOUND -> {
          // That is what was wanted.
        }
        case CONFLICT -> awaitRemoval(id);
        case OTHER -> throw e;
      }
    }
  }

  @Override
  public OptionalInt awaitExit(String id, Duration patience) {
    Look now =
        look(id)
            .orElseThrow(
                () ->
                    new EngineRefusedException(
                        EngineRefusedException.Kind.NOT_FOUND,
                        "container " + id + " was removed by somebody"));
    if (!now.container().isRunning()) {
      return OptionalInt.of(now.container().exitCode());
    }
    boolean ended =
        calls.stream(
            "wait for container " + id,
            docker ->
                docker
                    .waitContainerCmd(id)
                    .exec(new WaitContainerResultCallback())
                    .awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS));
    return ended
        ? look(id)
            .filter(end -> !end.container().isRunning())
            .map(end -> OptionalInt.of(end.container().exitCode()))
            .orElse(OptionalInt.empty())
        : OptionalInt.empty();
  }

  @Override
  public CommandOutput logs(String id, int lines) {
    return calls.stream(
        "read the log of container " + id,
        docker -> {
          var command = docker.logContainerCmd(id).withStdOut(true).withStdErr(true);
          try (OutputTail tail =
              (lines > 0 ? command.withTail(lines) : command.withTailAll())
                  .exec(new OutputTail())) {
            if (!tail.endsWithin(LOG_DEADLINE)) {
              throw new EngineUnavailableException("the log of container " + id + " does not end");
            }
            return tail.output(0);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot close the log of a container", e);
          }
        });
  }

  @Override
  public String prepareExec(
      String id, List<String> command, Optional<String> user, Map<String, String> env) {
    return calls.call(
        "prepare a command in container " + id,
        docker -> {
          var create =
              docker
                  .execCreateCmd(id)
                  .withCmd(command.toArray(String[]::new))
                  .withAttachStdout(true)
                  .withAttachStderr(true);
          user.ifPresent(create::withUser);
          if (!env.isEmpty()) {
            create.withEnv(
                new TreeMap<>(env)
                    .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
          }
          return create.exec().getId();
        });
  }

  @Override
  public Optional<CommandOutput> runExec(String execId, Duration timeout) {
    return new DockerExec(calls, execId).run(timeout);
  }

  @Override
  public boolean knowsExec(String execId) {
    return calls.call(
        "look at a command",
        docker -> {
          try {
            docker.inspectExecCmd(execId).exec();
            return true;
          } catch (NotFoundException e) {
            return false;
          }
        });
  }

  @Override
  public List<String> volumes(Identity identity) {
    List<String> filters =
        labels(identity).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    return calls.call(
        "list volumes",
        docker ->
            Optional.ofNullable(
                    docker.listVolumesCmd().withFilter("label", filters).exec().getVolumes())
                .orElse(List.of())
                .stream()
                .map(volume -> volume.getName())
                .sorted()
                .toList());
  }

  @Override
  public void removeVolume(String name) {
    try {
      calls.call("remove volume " + name, docker -> docker.removeVolumeCmd(name).exec());
    } catch (EngineRefusedException e) {
      if (e.kind() != EngineRefusedException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  /** A volume that is there already keeps its labels: it may be somebody else's. */
  private void createVolume(String name, Creation creation) {
    Map<String, String> labels = new HashMap<>(labels(creation.spec().identity()));
    for (String label :
        List.of(Labels.STACK_NAME, Labels.RESOURCE, Labels.TOKEN, Labels.MANAGED_BY)) {
      labels.put(label, creation.labels().getOrDefault(label, ""));
    }
    calls.call(
        "create volume " + name,
        docker -> docker.createVolumeCmd().withName(name).withLabels(labels).exec());
  }

  private Map<Identity, List<ObservedContainer>> listOf(Set<Identity> asked) {
    if (asked.size() == 1) {
      Identity only = asked.iterator().next();
      return Map.of(only, list(labels(only)));
    }
    Map<Map<String, String>, List<ObservedContainer>> found =
        ours().stream().collect(Collectors.groupingBy(DockerRuntime::owner));
    return asked.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), each -> found.getOrDefault(labels(each), List.of())));
  }

  private static Map<String, String> owner(ObservedContainer container) {
    return Map.of(
        Labels.STACK, container.label(Labels.STACK),
        Labels.RESOURCE_ID, container.label(Labels.RESOURCE_ID));
  }

  private List<ObservedContainer> list(Map<String, String> labels) {
    return calls.call(
        "list containers",
        docker ->
            docker.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                .map(DockerRuntime::observed)
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList());
  }

  private static ObservedContainer observed(Container container) {
    String status = Optional.ofNullable(container.getStatus()).orElse("");
    Matcher exited = EXITED.matcher(status);
    Matcher health = HEALTH.matcher(status);
    String[] names = Optional.ofNullable(container.getNames()).orElse(new String[0]);
    return new ObservedContainer(
        container.getId(),
        Arrays.stream(names).findFirst().map(DockerRuntime::withoutSlash).orElse(""),
        Optional.ofNullable(container.getImage()).orElse(""),
        Optional.ofNullable(container.getImageId()).orElse(""),
        Optional.ofNullable(container.getState()).orElse(""),
        exited.matches() ? Integer.parseInt(exited.group(1)) : 0,
        health.matches() ? health.group(1) : "none",
        Optional.ofNullable(container.getLabels()).orElse(Map.of()));
  }

  private void awaitRemoval(String id) {
    long end = System.nanoTime() + REMOVAL_DEADLINE.toNanos();
    while (look(id).isPresent()) {
      if (System.nanoTime() > end) {
        throw new EngineUnavailableException("container " + id + " is being removed and stays");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineUnavailableException("interrupted while waiting for the engine", e);
    }
  }

  private static PullImageResultCallback reporting(String image, Consumer<String> progress) {
    return new PullImageResultCallback() {
      @Override
      public void onNext(PullResponseItem item) {
        super.onNext(item);
        if (item.getStatus() != null && item.getProgressDetail() == null) {
          progress.accept("pulling " + image + ": " + item.getStatus());
        }
      }
    };
  }

  private static boolean hasTag(String image) {
    return image.contains("@") || image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
  }

  private static String withoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static Map<String, String> labels(Identity identity) {
    return Map.of(Labels.STACK, identity.stackId(), Labels.RESOURCE_ID, identity.resourceId());
  }
}
