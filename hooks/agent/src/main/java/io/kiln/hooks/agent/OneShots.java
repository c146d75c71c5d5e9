package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.CommandOutput;
import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.Creation;
import io.kiln.hooks.agent.runtime.EngineRefusedException;
import io.kiln.hooks.agent.runtime.Look;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs containers to their end, each try exactly once however often this process dies: the
 * container with the operation's token is the try, and what is to be done follows from its state.
 */
final class OneShots {

  /** Between a failed try and the next. */
  static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** A wait that is not longer can be called off in reasonable time. */
  private static final Duration WAIT_SLICE = Duration.ofSeconds(5);

  private final String host;
  private final ContainerRuntime runtime;
  private final EngineSlots slots;
  private final Images images;
  private final InstantSource clock;

  OneShots(
      String host,
      ContainerRuntime runtime,
      EngineSlots slots,
      Images images,
      InstantSource clock) {
    this.host = host;
    this.runtime = runtime;
    this.slots = slots;
    this.images = images;
    this.clock = clock;
  }

  /**
   * Runs it. The container is left behind so that its end is known until the result is recorded;
   * {@link #sweep} removes it then.
   *
   * @throws WorkFailedException if it ends with another code than wanted, or not in time
   */
  Result.Ran run(Work.RunOnce work, Order order, Task task) throws Exception {
    EnvFiles env = EnvFiles.read(work.container().process());
    Redaction redaction = Redaction.of(work.container(), env.env());
    removeOthers(work, order.token());
    while (true) {
      task.checkpoint();
      Optional<ObservedContainer> own = own(work, order.token());
      if (own.isEmpty()) {
        create(work, env, order, 1, redaction, task);
        continue;
      }
      ObservedContainer container = own.get();
      int attempt = Integer.parseInt(container.label(Labels.TRY));
      if (container.state().equals("created")) {
        start(container, work, redaction, task);
        continue;
      }
      Optional<Result.Ran> ran = await(container, attempt, work, redaction, task);
      boolean good = ran.filter(end -> isGood(work, end)).isPresent();
      if (good) {
        return ran.get();
      }
      if (attempt > work.attempts().retries()) {
        throw failed(work, ran, redaction);
      }
      task.progress("%s failed, trying again (%d)".formatted(work.shot(), attempt + 1));
      task.pause(BETWEEN_TRIES);
      runtime.remove(container.id());
      create(work, env, order, attempt + 1, redaction, task);
    }
  }

  /** Removes what an operation has left behind, after its result is safe. */
  void sweep(Work.RunOnce work, String token) {
    own(work, token).ifPresent(container -> runtime.remove(container.id()));
  }

  private Optional<ObservedContainer> own(Work.RunOnce work, String token) {
    return shots(work).stream()
        .filter(container -> container.label(Labels.TOKEN).equals(token))
        .findFirst();
  }

  /** Two runs of one one-shot beside each other could ruin what they work on. */
  private void removeOthers(Work.RunOnce work, String token) {
    for (ObservedContainer container : shots(work)) {
      if (!container.label(Labels.TOKEN).equals(token)) {
        runtime.remove(container.id());
      }
    }
  }

  private List<ObservedContainer> shots(Work.RunOnce work) {
    return runtime.of(work.container().identity()).stream()
        .filter(container -> container.label(Labels.ONE_SHOT).equals(work.shot()))
        .toList();
  }

  private void create(
      Work.RunOnce work, EnvFiles env, Order order, int attempt, Redaction redaction, Task task)
      throws Exception {
    ContainerSpec spec = work.container();
    images.pull(spec.image(), spec.imagePull(), task);
    task.progress("creating one-shot " + work.shot());
    String name =
        "%s.%s-%s"
            .formatted(spec.name(), work.shot(), DurableFile.digest(order.token()).substring(0, 8));
    Map<String, String> labels = order.labels(spec.identity(), spec.labels());
    labels.put(Labels.NAME, name);
    labels.put(Labels.ONE_SHOT, work.shot());
    labels.put(Labels.TRY, Integer.toString(attempt));
    ContainerSpec once =
        spec.withRestart(io.kiln.hooks.protocol.Restart.NO).withHealthCheck(Optional.empty());
    refusing(work, redaction, () -> runtime.create(new Creation(name, once, env.env(), labels)));
  }

  private void start(ObservedContainer container, Work.RunOnce work, Redaction redaction, Task task)
      throws Exception {
    task.progress("running one-shot " + work.shot());
    refusing(
        work,
        redaction,
        () -> {
          if (!work.container().files().isEmpty()) {
            runtime.copyFiles(container.id(), new ArrayList<>(work.container().files()));
          }
          runtime.start(container.id());
          return container.id();
        });
  }

  /** Waits for the end; empty if its time ran out and it was killed. */
  private Optional<Result.Ran> await(
      ObservedContainer container, int attempt, Work.RunOnce work, Redaction redaction, Task task) {
    task.progress("running one-shot " + work.shot());
    Instant started = runtime.look(container.id()).map(Look::startedAt).orElseGet(clock::instant);
    Instant end = started.plus(work.attempts().timeout());
    OptionalInt code = OptionalInt.empty();
    while (code.isEmpty()) {
      task.checkpoint();
      Duration left = Duration.between(clock.instant(), end);
      code =
          runtime.awaitExit(
              container.id(),
              left.isNegative()
                  ? Duration.ZERO
                  : left.compareTo(WAIT_SLICE) > 0 ? WAIT_SLICE : left);
      if (code.isEmpty() && left.isNegative()) {
        runtime.stop(container.id());
        return Optional.empty();
      }
    }
    CommandOutput output = runtime.logs(container.id(), 0);
    return Optional.of(
        new Result.Ran(
            code.getAsInt(),
            redaction.clean(output.stdout()),
            redaction.clean(output.stderr()),
            attempt));
  }

  private static boolean isGood(Work.RunOnce work, Result.Ran ran) {
    return work.attempts().exitCodes().contains(ran.exitCode());
  }

  private WorkFailedException failed(
      Work.RunOnce work, Optional<Result.Ran> ran, Redaction redaction) {
    String what =
        "host %s: one-shot %s (image %s)".formatted(host, work.shot(), work.container().image());
    if (ran.isEmpty()) {
      return new WorkFailedException(
          Failure.Cause.TIMEOUT,
          "%s did not end within %d s and was stopped"
              .formatted(what, work.attempts().timeout().toSeconds()));
    }
    Result.Ran end = ran.get();
    String output = new CommandOutput(end.exitCode(), end.stdout(), end.stderr()).both();
    return new WorkFailedException(
        new Failure(
            Failure.Cause.EXIT_CODE,
            "%s ended with exit code %d after %d tries; its last lines:\n%s"
                .formatted(
                    what,
                    end.exitCode(),
                    end.tries(),
                    redaction.lastLines(output, HealthWait.LOG_LINES)),
            false),
        Optional.of(end));
  }

  private void refusing(
      Work.RunOnce work, Redaction redaction, java.util.concurrent.Callable<String> call)
      throws Exception {
    try {
      slots.writing(call);
    } catch (EngineRefusedException e) {
      throw new WorkFailedException(
          Failure.Cause.ENGINE,
          "host %s: one-shot %s (image %s): the engine refused: %s"
              .formatted(
                  host,
                  work.shot(),
                  work.container().image(),
                  redaction.clean(String.valueOf(e.getMessage()))));
    }
  }
}
