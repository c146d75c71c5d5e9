package io.kiln.hooks.agent.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A child process in a process group of its own, so that it can be ended with all it has started.
 *
 * <p>Its output goes into files, not pipes: a daemon it leaves behind would hold a pipe open for
 * ever, and a restart of the agent would end it by a broken pipe.
 */
final class HookProcess {

  /** A hook that writes more is running wild; the disk is not its to fill. */
  private static final long MOST_OUTPUT = 256L << 20;

  private static final String PID = "pid";

  /** What a program on the host may expect; the agent's own environment stays its own. */
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR");

  private HookProcess() {}

  /**
   * Runs a command to its end and returns its exit code; its output is in the files {@code stdout}
   * and {@code stderr} of the folder.
   *
   * @param stdin a file of the folder; absent means an empty input
   */
  static int run(
      List<String> command,
      Map<String, String> env,
      Optional<String> stdin,
      WorkFolder folder,
      Duration timeout)
      throws IOException, InterruptedException {
    // setsid makes it the leader of a group; the process stays the same one.
    List<String> line = new ArrayList<>(List.of("setsid"));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.directory(folder.path().toFile());
    builder.environment().keySet().retainAll(INHERITED);
    try {
      builder.environment().putAll(env);
    } catch (IllegalArgumentException e) {
      throw new HookFailedException(
          "an input's name or value cannot be an environment variable: " + env.keySet());
    }
    builder.redirectInput(
        stdin
            .map(name -> folder.file(name).toFile())
            .orElseGet(() -> new java.io.File("/dev/null")));
    builder.redirectOutput(folder.file("stdout").toFile());
    builder.redirectError(folder.file("stderr").toFile());
    Process process = builder.start();
    try {
      remember(process, folder);
      return await(process, folder, timeout);
    } catch (InterruptedException | IOException | RuntimeException e) {
      endGroup(process.toHandle());
      throw e;
    }
  }

  /** Ends what an earlier run in this folder has left running, if it is that process indeed. */
  static void endEarlier(WorkFolder folder) throws IOException {
    Path file = folder.file(PID);
    if (!Files.exists(file)) {
      return;
    }
    String[] words = Files.readString(file).strip().split(" ");
    if (words.length == 2) {
      Optional<ProcessHandle> earlier =
          ProcessHandle.of(Long.parseLong(words[0]))
              .filter(process -> started(process).equals(words[1]));
      if (earlier.isPresent()) {
        endGroup(earlier.get());
      }
    }
  }

  private static int await(Process process, WorkFolder folder, Duration timeout)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      if (process.waitFor(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS)) {
        return process.exitValue();
      }
      if (left <= 0) {
        throw new HookTimeoutException(
            "it did not end within " + timeout.toSeconds() + " s and was killed",
            folder.end("stdout", 10_000) + folder.end("stderr", 10_000));
      }
      if (Files.size(folder.file("stdout")) + Files.size(folder.file("stderr")) > MOST_OUTPUT) {
        throw new HookFailedException(
            "it wrote more than " + (MOST_OUTPUT >> 20) + " MiB of output and was killed");
      }
    }
  }

  private static void remember(Process process, WorkFolder folder) throws IOException {
    folder.write(PID, process.pid() + " " + started(process.toHandle()) + "\n", "rw-------");
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static void endGroup(ProcessHandle leader) throws IOException {
    List<ProcessHandle> descendants = leader.descendants().toList();
    new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- \"-$1\"", "sh", "" + leader.pid())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join();
    leader.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
