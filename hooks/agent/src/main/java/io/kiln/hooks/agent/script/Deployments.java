package io.kiln.hooks.agent.script;

import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Carries software deployments out on this host, one after the other as Heat's agents do: two
 * scripts at once would meet at the package manager.
 *
 * <p>A hook is looked for by the name of the group in {@code <data>/hooks}, then among those built
 * in (script), then in Heat's own folder, so hooks that exist run unchanged.
 */
public final class Deployments {

  /** Where distributions put the hooks of heat-agents. */
  public static final Path HEAT_HOOKS = Path.of("/usr/libexec/heat-config/hooks");

  private final Path folder;
  private final List<Path> hookFolders;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  /**
   * For an agent with this data folder.
   *
   * @param data gets a folder {@code deployments}; its {@code hooks} may hold hooks of the site
   * @param heatHooks normally {@link #HEAT_HOOKS}
   */
  public Deployments(Path data, Path heatHooks) {
    this.folder = data.resolve("deployments");
    this.hookFolders = List.of(data.resolve("hooks"), heatHooks);
  }

  /**
   * Runs the hook of the item's group to its end. What an earlier run of the same item has left
   * running is killed first.
   *
   * @param progress gets short texts for people
   * @return empty if there is no hook for the group
   * @throws HookTimeoutException if it had to be killed
   * @throws HookFailedException if it could not be started, or did not answer as hooks do
   * @throws IOException if its files cannot be written or read
   */
  public Optional<Result.Deployed> deploy(DeploymentItem item, Consumer<String> progress)
      throws IOException, InterruptedException {
    Optional<Path> site = executable(hookFolders.getFirst(), item.group());
    boolean builtIn = site.isEmpty() && item.group().equals(ScriptHook.GROUP);
    Optional<Path> external =
        builtIn ? Optional.empty() : site.or(() -> executable(hookFolders.getLast(), item.group()));
    if (!builtIn && external.isEmpty()) {
      return Optional.empty();
    }
    if (oneAtATime.isLocked()) {
      progress.accept("waiting for another deployment on this host");
    }
    oneAtATime.lockInterruptibly();
    try {
      progress.accept("running hook " + item.group() + " for " + item.name());
      WorkFolder work = WorkFolder.fresh(folder, item.id());
      try {
        return Optional.of(
            external.isPresent()
                ? ExternalHook.run(external.get(), item, work)
                : ScriptHook.run(item, work));
      } finally {
        work.delete();
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /** The folders where a hook for a group is looked for, for messages. */
  public List<Path> hookFolders() {
    return hookFolders;
  }

  private static Optional<Path> executable(Path hooks, String group) {
    Path hook = hooks.resolve(group);
    return Files.isRegularFile(hook) && Files.isExecutable(hook)
        ? Optional.of(hook)
        : Optional.empty();
  }

  static java.nio.file.attribute.FileAttribute<?> forOwner(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
