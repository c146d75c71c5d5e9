package io.kiln.hooks.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs in a container.
 *
 * @param command already split into words; empty means the image's own
 * @param entrypoint likewise
 * @param user name or number, optionally with {@code :group}; absent means the image's own
 * @param env values may be secret
 * @param envFiles paths on the host, read when the container is made; {@code env} wins over them
 * @param init an init process of the engine's reaps zombies and forwards signals
 */
public record ContainerProcess(
    List<String> command,
    List<String> entrypoint,
    Optional<String> user,
    Map<String, String> env,
    List<String> envFiles,
    Optional<String> workingDirectory,
    boolean init) {

  /** Everything as the image has it. */
  public static final ContainerProcess DEFAULT =
      new ContainerProcess(
          List.of(), List.of(), Optional.empty(), Map.of(), List.of(), Optional.empty(), false);

  public ContainerProcess {
    command = List.copyOf(command);
    entrypoint = List.copyOf(entrypoint);
    env = Map.copyOf(env);
    envFiles = List.copyOf(envFiles);
    for (String key : env.keySet()) {
      if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "'" + key + "' cannot be the name of an environment variable");
      }
    }
  }

  /** The image's process with this command. */
  public static ContainerProcess running(String... command) {
    return DEFAULT.withCommand(List.of(command));
  }

  /** With another command. */
  public ContainerProcess withCommand(List<String> newCommand) {
    return new ContainerProcess(
        newCommand, entrypoint, user, env, envFiles, workingDirectory, init);
  }

  /** As another user. */
  public ContainerProcess withUser(String newUser) {
    return new ContainerProcess(
        command, entrypoint, Optional.of(newUser), env, envFiles, workingDirectory, init);
  }

  /** With another environment. */
  public ContainerProcess withEnv(Map<String, String> newEnv) {
    return new ContainerProcess(
        command, entrypoint, user, newEnv, envFiles, workingDirectory, init);
  }

  /** Names the variables without their values, and hides the words of the command: secrets. */
  @Override
  public String toString() {
    return "ContainerProcess["
        + (command.isEmpty() ? "image's command" : command.getFirst() + " ...")
        + ", user="
        + user.orElse("image's")
        + ", env="
        + env.keySet().stream().sorted().toList()
        + "]";
  }
}
