package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.CommandOutput;
import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.EngineRefusedException;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs commands inside running containers. */
final class Execs {

  /** As paunch does: a container that was just restarted gets a second to be there. */
  private static final int PROBES = 5;

  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);

  private final String host;
  private final ContainerRuntime runtime;

  Execs(String host, ContainerRuntime runtime) {
    this.host = host;
    this.runtime = runtime;
  }

  /**
   * Runs it.
   *
   * @param before the exec that was prepared before this process died, if one was
   * @param remember is told of each exec before it is run
   */
  Result.Ran run(Work.ExecIn work, Optional<String> before, Consumer<String> remember, Task task)
      throws InterruptedException {
    Redaction redaction = Redaction.of(work.env());
    Optional<String> resumed = before.filter(runtime::knowsExec);
    for (int attempt = 1; ; attempt++) {
      task.progress("running a command in " + work.name());
      Optional<CommandOutput> output;
      try {
        String exec = resumed.isPresent() ? resumed.get() : prepare(work, remember, task);
        output = runtime.runExec(exec, work.attempts().timeout());
      } catch (EngineRefusedException e) {
        throw new WorkFailedException(
            Failure.Cause.ENGINE,
            "host %s: container %s: the engine refused to run a command: %s"
                .formatted(host, work.name(), redaction.clean(String.valueOf(e.getMessage()))));
      }
      resumed = Optional.empty();
      if (output.filter(end -> work.attempts().exitCodes().contains(end.exitCode())).isPresent()) {
        return ran(output.get(), redaction, attempt);
      }
      if (attempt > work.attempts().retries()) {
        throw failed(work, output, redaction, attempt);
      }
      task.pause(OneShots.BETWEEN_TRIES);
    }
  }

  private String prepare(Work.ExecIn work, Consumer<String> remember, Task task)
      throws InterruptedException {
    ObservedContainer container = running(work, task);
    String exec = runtime.prepareExec(container.id(), work.command(), work.user(), work.env());
    remember.accept(exec);
    return exec;
  }

  private ObservedContainer running(Work.ExecIn work, Task task) throws InterruptedException {
    for (int probe = 0; probe < PROBES; probe++) {
      Optional<ObservedContainer> found =
          runtime.of(work.identity()).stream()
              .filter(container -> container.label(Labels.ONE_SHOT).isEmpty())
              .filter(ObservedContainer::isRunning)
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      task.pause(BETWEEN_PROBES);
    }
    throw new WorkFailedException(
        new Failure(
            Failure.Cause.MISSING,
            "host %s: no container %s is running to run a command in".formatted(host, work.name()),
            true));
  }

  private static Result.Ran ran(CommandOutput output, Redaction redaction, int attempt) {
    return new Result.Ran(
        output.exitCode(),
        redaction.clean(output.stdout()),
        redaction.clean(output.stderr()),
        attempt);
  }

  private WorkFailedException failed(
      Work.ExecIn work, Optional<CommandOutput> output, Redaction redaction, int attempt) {
    String what = "host %s: a command in container %s".formatted(host, work.name());
    if (output.isEmpty()) {
      return new WorkFailedException(
          Failure.Cause.TIMEOUT,
          "%s did not end within %d s".formatted(what, work.attempts().timeout().toSeconds()));
    }
    return new WorkFailedException(
        new Failure(
            Failure.Cause.EXIT_CODE,
            "%s ended with exit code %d after %d tries; its last lines:\n%s"
                .formatted(
                    what,
                    output.get().exitCode(),
                    attempt,
                    redaction.lastLines(output.get().both(), HealthWait.LOG_LINES)),
            false),
        Optional.of(ran(output.get(), redaction, attempt)));
  }
}
