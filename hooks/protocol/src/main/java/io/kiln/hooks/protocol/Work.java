package io.kiln.hooks.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a host can be asked to do. Every kind is idempotent under its operation's token. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Work.PullImage.class, name = "pull_image"),
  @JsonSubTypes.Type(value = Work.ApplyContainer.class, name = "apply_container"),
  @JsonSubTypes.Type(value = Work.RepairContainer.class, name = "repair_container"),
  @JsonSubTypes.Type(value = Work.StopContainer.class, name = "stop_container"),
  @JsonSubTypes.Type(value = Work.CheckContainer.class, name = "check_container"),
  @JsonSubTypes.Type(value = Work.RemoveContainer.class, name = "remove_container"),
  @JsonSubTypes.Type(value = Work.RunOnce.class, name = "run_once"),
  @JsonSubTypes.Type(value = Work.ExecIn.class, name = "exec_in"),
  @JsonSubTypes.Type(value = Work.Deploy.class, name = "deploy")
})
public sealed interface Work {

  /**
   * Whether what to do is found by looking at what is there, so that carrying it out again after
   * all memory of the first time was lost does no more than the first time did.
   */
  default boolean repeatable() {
    return switch (this) {
      case PullImage _,
          ApplyContainer _,
          RepairContainer _,
          StopContainer _,
          CheckContainer _,
          RemoveContainer _ ->
          true;
      case RunOnce _, ExecIn _, Deploy _ -> false;
    };
  }

  /** Has an image on the host, so that a later replacement does not wait for a download. */
  record PullImage(String image, ImagePull policy) implements Work {

    public PullImage {
      ContainerSpec.requireImage(image);
    }
  }

  /**
   * Makes the container of {@code spec} exist, run and be healthy. Answers with {@link
   * Result.Applied}. Unchanged and running means that nothing is written.
   */
  record ApplyContainer(ContainerSpec spec) implements Work {}

  /**
   * As {@link ApplyContainer}, but takes nothing for granted: a container that was made from the
   * spec and altered since, by hand, is replaced. Answers with {@link Result.Applied}.
   */
  record RepairContainer(ContainerSpec spec) implements Work {}

  /**
   * Stops the container of an identity in its own way and keeps it, so that applying it starts it
   * again. Answers with {@link Result.Stopped}; it is no error if nothing is there or runs.
   *
   * @param name the container's name, for messages
   */
  record StopContainer(Identity identity, String name) implements Work {

    public StopContainer {
      ContainerSpec.requireName(name);
    }
  }

  /** Looks how the container of {@code spec} is; writes nothing. See {@link Result.Checked}. */
  record CheckContainer(ContainerSpec spec) implements Work {}

  /**
   * Stops and removes the container of an identity with everything that was put aside for it, and
   * its one-shots. Answers with {@link Result.Removed}; it is no error if nothing is there.
   *
   * @param name the container's name, for messages
   * @param removeVolumes also remove the named volumes that carry this identity
   */
  record RemoveContainer(Identity identity, String name, boolean removeVolumes) implements Work {

    public RemoveContainer {
      ContainerSpec.requireName(name);
    }
  }

  /**
   * Runs a container to its end, as {@code docker run} without {@code --detach}, and removes it.
   * Answers with {@link Result.Ran}.
   *
   * @param shot the name of the one-shot within its service
   * @param container what to run; name, restart policy and health check of it are not used
   */
  record RunOnce(String shot, ContainerSpec container, Attempts attempts) implements Work {

    public RunOnce {
      ContainerSpec.requireName(shot);
    }
  }

  /**
   * Runs a command inside the running container of an identity. Answers with {@link Result.Ran}.
   *
   * @param name the container's name, for messages
   */
  record ExecIn(
      Identity identity,
      String name,
      List<String> command,
      Optional<String> user,
      Map<String, String> env,
      Attempts attempts)
      implements Work {

    public ExecIn {
      ContainerSpec.requireName(name);
      command = List.copyOf(command);
      env = Map.copyOf(env);
      if (command.isEmpty()) {
        throw new IllegalArgumentException("an exec in container " + name + " needs a command");
      }
    }

    @Override
    public String toString() {
      return "ExecIn[" + name + ", " + command.size() + " words, env=" + env.keySet() + "]";
    }
  }

  /** Carries out a software deployment with a hook. Answers with {@link Result.Deployed}. */
  record Deploy(DeploymentItem item) implements Work {}
}
