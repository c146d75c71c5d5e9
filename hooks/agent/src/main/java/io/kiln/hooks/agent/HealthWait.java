package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.CommandOutput;
import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.EngineRefusedException;
import io.kiln.hooks.agent.runtime.Look;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until a container does its work.
 *
 * <p>With a health check the agent runs the check itself every {@link #BETWEEN}, so that nobody
 * waits for the engine's next interval. Without one a container is taken to work if it still runs
 * {@link #SETTLE} after its start; that is one look, and other containers start meanwhile.
 */
final class HealthWait {

  /** Short against the start of any service, long against the cost of a check (about 0.1 s). */
  static final Duration BETWEEN = Duration.ofMillis(300);

  /** A program that cannot read its configuration or find its libraries is gone by then. */
  static final Duration SETTLE = Duration.ofMillis(100);

  /** How much of a log a failure shows. */
  static final int LOG_LINES = 20;

  private final ContainerRuntime runtime;

  /**
   * A container that does its work.
   *
   * @param health "healthy", or "running" for one without a health check
   * @param imageId what it was made of
   */
  record Working(String health, String imageId) {

    private static Working of(String health, Look look) {
      return new Working(health, look.container().imageId());
    }
  }

  HealthWait(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Returns the container as it was seen last.
   *
   * @param fresh the agent has started it just now, so every restart counts as an end
   * @throws WorkFailedException if the container ends or does not become healthy in time
   */
  Working await(String id, ContainerSpec spec, boolean fresh, Redaction redaction, Task task)
      throws InterruptedException {
    if (spec.healthCheck().isEmpty()) {
      task.pause(SETTLE);
      Look look = look(id, spec);
      requireAlive(look, 0, spec, redaction);
      return Working.of("running", look);
    }
    HealthCheck check = spec.healthCheck().get();
    long start = System.nanoTime();
    int restartsBefore = fresh ? 0 : look(id, spec).restarts();
    while (true) {
      Look look = look(id, spec);
      requireAlive(look, restartsBefore, spec, redaction);
      if (look.container().health().equals("healthy")) {
        return Working.of("healthy", look);
      }
      CommandOutput last = runCheck(id, check);
      if (last.exitCode() == 0) {
        return Working.of("healthy", look);
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(check.patience()) >= 0) {
        throw unhealthy(id, spec, last, redaction);
      }
      task.progress("waiting for " + spec.name() + " to become healthy");
      task.pause(BETWEEN);
    }
  }

  private Look look(String id, ContainerSpec spec) {
    return runtime
        .look(id)
        .orElseThrow(
            () ->
                new WorkFailedException(
                    new Failure(
                        Failure.Cause.EXITED,
                        "container " + spec.name() + " was removed by somebody while it started",
                        true)));
  }

  private void requireAlive(
      Look look, int restartsBefore, ContainerSpec spec, Redaction redaction) {
    if (look.container().isRunning() && look.restarts() <= restartsBefore) {
      return;
    }
    String reason =
        "container %s (image %s) ended with exit code %d while it was expected to run"
            .formatted(spec.name(), spec.image(), look.container().exitCode());
    throw new WorkFailedException(
        Failure.Cause.EXITED, reason + log(look.container().id(), redaction));
  }

  private WorkFailedException unhealthy(
      String id, ContainerSpec spec, CommandOutput last, Redaction redaction) {
    String said = redaction.lastLines(last.both(), LOG_LINES);
    return new WorkFailedException(
        Failure.Cause.UNHEALTHY,
        "container %s (image %s) runs but was not healthy within %d s; the last check ended with %d%s%s"
            .formatted(
                spec.name(),
                spec.image(),
                spec.healthCheck().map(check -> check.patience().toSeconds()).orElse(0L),
                last.exitCode(),
                said.isEmpty() ? "" : ": " + said,
                log(id, redaction)));
  }

  /**
   * The end of the container's log as part of a sentence; the failure matters more than the log.
   */
  String log(String id, Redaction redaction) {
    String text;
    try {
      text = redaction.lastLines(runtime.logs(id, LOG_LINES).both(), LOG_LINES);
    } catch (EngineRefusedException e) {
      return "; its log cannot be read: " + redaction.clean(String.valueOf(e.getMessage()));
    }
    return text.isEmpty() ? "; it logged nothing" : "; its last log lines:\n" + text;
  }

  private CommandOutput runCheck(String id, HealthCheck check) {
    List<String> command =
        check.test().getFirst().equals("CMD-SHELL")
            ? List.of("/bin/sh", "-c", check.test().get(1))
            : check.test().subList(1, check.test().size());
    try {
      String exec = runtime.prepareExec(id, command, Optional.empty(), Map.of());
      return runtime
          .runExec(exec, check.timeout())
          .orElseGet(() -> new CommandOutput(-1, "", "it took longer than its timeout"));
    } catch (EngineRefusedException e) {
      // It ended between the look and the check, or has no such program: the next look tells.
      return new CommandOutput(-1, "", String.valueOf(e.getMessage()));
    }
  }
}
