package io.kiln.hooks.agent;

import io.kiln.hooks.agent.plan.ContainerPlan;
import io.kiln.hooks.agent.plan.ContainerPlanner;
import io.kiln.hooks.agent.plan.Step;
import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.Creation;
import io.kiln.hooks.agent.runtime.EngineRefusedException;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Result;
import java.util.Map;
import java.util.Set;

/** Carries one plan out, deciding nothing. */
final class PlanRun {

  private final ContainerRuntime runtime;
  private final EngineSlots slots;
  private final Images images;
  private final ContainerSpec spec;
  private final EnvFiles env;
  private final Order order;
  private final Task task;
  private final Redaction redaction;

  private String current = "";
  private boolean fresh;
  private String imageId = "";
  private String health = "";
  private int written;

  PlanRun(
      ContainerRuntime runtime,
      EngineSlots slots,
      Images images,
      ContainerSpec spec,
      EnvFiles env,
      Order order,
      Task task) {
    this.runtime = runtime;
    this.slots = slots;
    this.images = images;
    this.spec = spec;
    this.env = env;
    this.order = order;
    this.task = task;
    this.redaction = Redaction.of(spec, env.env());
  }

  /**
   * Carries the steps out one after the other.
   *
   * @throws WorkFailedException if the engine refuses one, or the container does not come up
   */
  void carryOut(ContainerPlan plan) throws Exception {
    plan.current().ifPresent(this::goOnWith);
    for (Step step : plan.steps()) {
      try {
        carryOut(step);
      } catch (EngineRefusedException e) {
        throw refused(step, e);
      }
    }
  }

  Result.Applied applied() {
    return new Result.Applied(spec.name(), current, spec.image(), imageId, health, written);
  }

  private void carryOut(Step step) throws Exception {
    switch (step) {
      case Step.Pull pull -> {
        images.pull(pull.image(), spec.imagePull(), task);
        written++;
      }
      case Step.Remove remove -> write(() -> runtime.remove(remove.container().id()));
      case Step.Stop stop -> {
        task.progress("stopping " + stop.container().name());
        // Outside the slots: it is mostly the container's own grace that passes.
        runtime.stop(stop.container().id());
        written++;
      }
      case Step.SetAside set -> write(() -> runtime.rename(set.container().id(), set.aside()));
      case Step.PutBack put -> {
        goOnWith(put.container());
        write(() -> runtime.rename(put.container().id(), put.name()));
      }
      case Step.Create create -> {
        task.progress("creating " + create.name());
        write(() -> current = runtime.create(creation(create.name())));
      }
      case Step.CopyFiles copy -> {
        Set<String> paths = Set.copyOf(copy.paths());
        write(
            () ->
                runtime.copyFiles(
                    current,
                    spec.files().stream().filter(file -> paths.contains(file.path())).toList()));
      }
      case Step.Start start -> {
        task.progress("starting " + start.name());
        fresh = true;
        write(() -> runtime.start(current));
      }
      case Step.AwaitHealthy _ -> {
        HealthWait.Working working =
            new HealthWait(runtime).await(current, spec, fresh, redaction, task);
        health = working.health();
        imageId = working.imageId();
      }
    }
  }

  private void write(Runnable call) throws Exception {
    slots.writing(
        () -> {
          call.run();
          return true;
        });
    written++;
  }

  private Creation creation(String name) {
    Map<String, String> labels = order.labels(spec.identity(), spec.labels());
    labels.put(Labels.NAME, spec.name());
    labels.put(Labels.CONFIG_HASH, spec.configHash());
    if (!env.filesHash().isEmpty()) {
      labels.put(Labels.ENV_FILES_HASH, env.filesHash());
    }
    return new Creation(name, spec, env.env(), labels);
  }

  private WorkFailedException refused(Step step, EngineRefusedException e) {
    if (step instanceof Step.Create && e.kind() == EngineRefusedException.Kind.CONFLICT) {
      var holder = runtime.look(spec.name());
      if (holder.isPresent()) {
        return new WorkFailedException(
            ContainerPlanner.nameTaken(spec.name(), holder.get().container()));
      }
    }
    return new WorkFailedException(
        Failure.Cause.ENGINE,
        "container %s (image %s): the engine refused to %s: %s"
            .formatted(
                spec.name(),
                spec.image(),
                step.print(),
                redaction.clean(String.valueOf(e.getMessage()))));
  }

  private void goOnWith(ObservedContainer container) {
    current = container.id();
    imageId = container.imageId();
    health = container.health().equals("none") ? "running" : container.health();
  }
}
