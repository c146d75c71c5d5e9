package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.CommandOutput;
import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.EngineRefusedException;
import io.kiln.hooks.agent.runtime.EngineUnavailableException;
import io.kiln.hooks.agent.script.Deployments;
import io.kiln.hooks.agent.script.HookFailedException;
import io.kiln.hooks.agent.script.HookTimeoutException;
import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Work;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries operations out. While the engine does not answer an operation waits and is begun anew
 * from what is observed then; it does not fail.
 */
final class OperationRunner {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(OperationRunner.class);

  private final String host;
  private final Images images;
  private final ContainerKeeper keeper;
  private final OneShots shots;
  private final Execs execs;
  private final Deployments deployments;
  private final BooleanSupplier closing;
  private final Locks locks = new Locks();

  OperationRunner(
      String host,
      ContainerRuntime runtime,
      Deployments deployments,
      InstantSource clock,
      BooleanSupplier closing) {
    this.closing = closing;
    EngineSlots slots = new EngineSlots();
    this.host = host;
    this.images = new Images(host, runtime, slots);
    this.keeper = new ContainerKeeper(host, runtime, slots, images);
    this.shots = new OneShots(host, runtime, slots, images, clock);
    this.execs = new Execs(host, runtime);
    this.deployments = deployments;
  }

  /**
   * Returns how it ended.
   *
   * @param rememberExec gets the id of each prepared exec
   * @throws InterruptedException if the agent is closed meanwhile
   */
  OperationStatus carryOut(OperationRecord record, Task task, Consumer<String> rememberExec)
      throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      if (closing.getAsBoolean()) {
        throw new InterruptedException("the agent is closed");
      }
      try {
        return OperationStatus.done(task.token(), perform(record, task, rememberExec));
      } catch (EngineUnavailableException e) {
        log.warn("operation {} waits for the engine: {}", task.token(), e.getMessage());
        task.progress(
            "waiting for the Docker engine on host %s: %s".formatted(host, e.getMessage()));
        backOff(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      } catch (WorkFailedException e) {
        return OperationStatus.failed(task.token(), e.failure(), e.result());
      } catch (EngineRefusedException e) {
        return OperationStatus.failed(
            task.token(),
            new Failure(
                Failure.Cause.ENGINE,
                "host %s: the engine refused: %s".formatted(host, e.getMessage()),
                false));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        if (closing.getAsBoolean()) {
          throw new InterruptedException("the agent is closed");
        }
        log.error("operation {} failed because of a fault", task.token(), e);
        return OperationStatus.failed(task.token(), fault(e));
      }
    }
  }

  /** Removes what only had to be kept until the result was safe. */
  void sweep(Task task) {
    if (task.work() instanceof Work.RunOnce run) {
      try {
        shots.sweep(run, task.token());
      } catch (EngineUnavailableException | EngineRefusedException e) {
        // The next run of this one-shot, or the removal of its container, takes it away.
        log.warn("the container of one-shot {} is left behind", run.shot(), e);
      }
    }
  }

  private Result perform(OperationRecord record, Task task, Consumer<String> rememberExec)
      throws Exception {
    String key = Superseding.key(task.work());
    return key.isEmpty()
        ? performAlone(record, task, rememberExec)
        : locks.holding(key, () -> performAlone(record, task, rememberExec));
  }

  private Result performAlone(OperationRecord record, Task task, Consumer<String> rememberExec)
      throws Exception {
    task.checkpoint();
    Order order = new Order(record.token(), record.fence());
    return switch (task.work()) {
      case Work.PullImage pull -> images.pull(pull.image(), pull.policy(), task);
      case Work.ApplyContainer apply -> keeper.apply(apply.spec(), order, task);
      case Work.RepairContainer repair -> keeper.repair(repair.spec(), order, task);
      case Work.StopContainer stop -> keeper.stop(stop, task);
      case Work.CheckContainer check -> keeper.check(check.spec());
      case Work.RemoveContainer remove -> keeper.remove(remove, task);
      case Work.RunOnce run -> shots.run(run, order, task);
      case Work.ExecIn exec -> execs.run(exec, record.execId(), rememberExec, task);
      case Work.Deploy deploy -> deploy(deploy.item(), task);
    };
  }

  private Result deploy(DeploymentItem item, Task task) throws Exception {
    Redaction redaction = Redaction.of(item);
    String what = "host %s: deployment %s (hook %s)".formatted(host, item.name(), item.group());
    Optional<Result.Deployed> deployed;
    try {
      deployed = deployments.deploy(item, task::progress);
    } catch (HookTimeoutException e) {
      throw new WorkFailedException(
          Failure.Cause.TIMEOUT,
          "%s: %s\n%s"
              .formatted(
                  what, e.getMessage(), redaction.lastLines(e.output(), HealthWait.LOG_LINES)));
    } catch (HookFailedException e) {
      throw new WorkFailedException(
          Failure.Cause.INVALID, what + ": " + redaction.clean(String.valueOf(e.getMessage())));
    }
    Result.Deployed result =
        deployed
            .map(raw -> withoutSecrets(raw, item))
            .orElseThrow(
                () ->
                    new WorkFailedException(
                        Failure.Cause.MISSING,
                        "%s: there is no hook '%s' on this host; looked in %s"
                            .formatted(what, item.group(), deployments.hookFolders())));
    if (result.statusCode() != 0) {
      String output = new CommandOutput(0, result.stdout(), result.stderr()).both();
      throw new WorkFailedException(
          new Failure(
              Failure.Cause.EXIT_CODE,
              "%s ended with %d; its last lines:\n%s"
                  .formatted(
                      what, result.statusCode(), redaction.lastLines(output, HealthWait.LOG_LINES)),
              false),
          Optional.of(result));
    }
    return result;
  }

  /** A result is kept on disk for days; outputs stay whole, because others are made of them. */
  private static Result.Deployed withoutSecrets(Result.Deployed raw, DeploymentItem item) {
    Redaction secrets = Redaction.ofSecrets(item);
    return new Result.Deployed(
        raw.statusCode(), secrets.mask(raw.stdout()), secrets.mask(raw.stderr()), raw.outputs());
  }

  /** With jitter, so that all operations of a host do not come back in the same moment. */
  private static void backOff(Duration pause) throws InterruptedException {
    long millis = pause.toMillis();
    Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis));
  }

  private Failure fault(Exception e) {
    return new Failure(
        Failure.Cause.AGENT,
        "host %s: the agent itself failed (%s); its log says more"
            .formatted(host, e.getClass().getSimpleName()),
        true);
  }
}
