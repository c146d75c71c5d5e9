package io.kiln.hooks.agent.runtime;

import com.github.dockerjava.api.command.InspectExecResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One prepared command in a container, run to its end or killed. */
final class DockerExec {

  /** After so long without news the engine is asked whether it is still there. */
  private static final Duration SLICE = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(200);

  private static final Logger log = LoggerFactory.getLogger(DockerExec.class);

  private final DockerCalls calls;
  private final String id;

  DockerExec(DockerCalls calls, String id) {
    this.calls = calls;
    this.id = id;
  }

  Optional<CommandOutput> run(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    InspectExecResponse before = inspect();
    boolean neverStarted = !running(before) && before.getExitCodeLong() == null;
    Optional<CommandOutput> output = neverStarted ? runAttached(end) : awaitUnattached(end);
    if (output.isEmpty()) {
      kill();
    }
    return output;
  }

  private Optional<CommandOutput> runAttached(long end) {
    return calls.stream(
        "run a command in a container",
        docker -> {
          try (OutputTail tail = docker.execStartCmd(id).exec(new OutputTail())) {
            while (true) {
              Duration left = Duration.ofNanos(end - System.nanoTime());
              if (tail.endsWithin(left.compareTo(SLICE) > 0 ? SLICE : left)) {
                return Optional.of(tail.output(exitCode(inspect())));
              }
              if (left.isNegative()) {
                return Optional.empty();
              }
              inspect(); // Fails if the engine hangs.
            }
          } catch (IOException e) {
            throw new UncheckedIOException("cannot close the stream of a command", e);
          }
        });
  }

  /** It was started before this process was; its output went to whoever listened then. */
  private Optional<CommandOutput> awaitUnattached(long end) {
    return calls.stream(
        "wait for a command in a container",
        docker -> {
          while (true) {
            InspectExecResponse now = inspect();
            if (!running(now)) {
              return Optional.of(new CommandOutput(exitCode(now), "", ""));
            }
            if (System.nanoTime() > end) {
              return Optional.empty();
            }
            Thread.sleep(POLL);
          }
        });
  }

  private InspectExecResponse inspect() {
    return calls.call("look at a command", docker -> docker.inspectExecCmd(id).exec());
  }

  private static boolean running(InspectExecResponse exec) {
    return Boolean.TRUE.equals(exec.isRunning());
  }

  private static int exitCode(InspectExecResponse exec) {
    return Optional.ofNullable(exec.getExitCodeLong()).orElse(-1L).intValue();
  }

  /**
   * The API cannot end an exec. Its process is killed by its number if that is the right process
   * from where this one stands, which it is not if the agent has a pid namespace of its own.
   */
  private void kill() {
    InspectExecResponse exec = inspect();
    long pid = Optional.ofNullable(exec.getPidLong()).orElse(0L);
    String container = String.valueOf(exec.getContainerID());
    if (!running(exec) || pid <= 1) {
      return;
    }
    try {
      if (Files.readString(Path.of("/proc/" + pid + "/cgroup")).contains(container)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      log.warn("process {} of a command cannot be killed and is left to end by itself", pid, e);
    }
  }
}
