package io.kiln.hooks.agent;

import io.kiln.hooks.agent.plan.ContainerPlan;
import io.kiln.hooks.agent.plan.ContainerPlanner;
import io.kiln.hooks.agent.plan.Decision;
import io.kiln.hooks.agent.plan.Situation;
import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.EngineRefusedException;
import io.kiln.hooks.agent.runtime.Look;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the containers of this host to what is wanted: looks, plans, carries out. */
final class ContainerKeeper {

  /** One to fetch an image, one to act on it. */
  private static final int MOST_ROUNDS = 2;

  private static final Logger log = LoggerFactory.getLogger(ContainerKeeper.class);

  private final String host;
  private final ContainerRuntime runtime;
  private final EngineSlots slots;
  private final Images images;

  ContainerKeeper(String host, ContainerRuntime runtime, EngineSlots slots, Images images) {
    this.host = host;
    this.runtime = runtime;
    this.slots = slots;
    this.images = images;
  }

  Result.Applied apply(ContainerSpec spec, Order order, Task task) throws Exception {
    return apply(spec, false, order, task);
  }

  /** As {@link #apply}, with a closer look at what is there. */
  Result.Applied repair(ContainerSpec spec, Order order, Task task) throws Exception {
    return apply(spec, true, order, task);
  }

  private Result.Applied apply(ContainerSpec spec, boolean closely, Order order, Task task)
      throws Exception {
    EnvFiles env = EnvFiles.read(spec.process());
    boolean pulled = false;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      task.checkpoint();
      Decision decision = ContainerPlanner.decide(observe(spec, env, pulled, closely));
      ContainerPlan plan =
          switch (decision) {
            case Decision.Refuse refuse -> throw new WorkFailedException(onHost(refuse.failure()));
            case Decision.Go go -> go.plan();
          };
      log.info("{}", plan.print().stripTrailing());
      PlanRun run = new PlanRun(runtime, slots, images, spec, env, order, task);
      carryOut(run, plan, spec, order);
      if (!plan.lookAgain()) {
        return run.applied();
      }
      pulled = true;
    }
    throw new IllegalStateException("a plan after a pull asked for another look: " + spec.name());
  }

  Result.Stopped stop(Work.StopContainer work, Task task) {
    List<String> stopped = new ArrayList<>();
    for (ObservedContainer container : runtime.of(work.identity())) {
      boolean oneShot = !container.label(Labels.ONE_SHOT).isEmpty();
      if (!oneShot && !ContainerPlanner.isStill(container)) {
        task.progress("stopping " + container.name());
        runtime.stop(container.id());
        stopped.add(container.name());
      }
    }
    return new Result.Stopped(stopped);
  }

  Result.Checked check(ContainerSpec spec) {
    EnvFiles env = EnvFiles.read(spec.process());
    return new Result.Checked(ContainerPlanner.differences(observe(spec, env, false, false)));
  }

  Result.Removed remove(Work.RemoveContainer work, Task task) throws Exception {
    List<String> containers = new ArrayList<>();
    for (ObservedContainer container : runtime.of(work.identity())) {
      task.progress("removing " + container.name());
      if (container.isRunning()) {
        runtime.stop(container.id());
      }
      slots.writing(
          () -> {
            runtime.remove(container.id());
            return true;
          });
      containers.add(container.name());
    }
    List<String> volumes = new ArrayList<>();
    if (work.removeVolumes()) {
      for (String volume : runtime.volumes(work.identity())) {
        runtime.removeVolume(volume);
        volumes.add(volume);
      }
    }
    return new Result.Removed(containers, volumes);
  }

  private Situation observe(ContainerSpec spec, EnvFiles env, boolean pulled, boolean closely) {
    Optional<String> imageId = runtime.imageId(spec.image());
    List<ObservedContainer> mine = services(spec);
    return new Situation(
        spec,
        env.filesHash(),
        imageId,
        pulled,
        mine,
        nameHolder(spec, imageId, mine),
        closely ? Observation.altered(runtime, spec, mine) : Map.of());
  }

  /**
   * Asks for it only where finding out later would cost something: creating the first container of
   * a service from an image that is here is refused by the engine just as well.
   */
  private Optional<ObservedContainer> nameHolder(
      ContainerSpec spec, Optional<String> imageId, List<ObservedContainer> mine) {
    Optional<ObservedContainer> own =
        mine.stream().filter(container -> container.name().equals(spec.name())).findFirst();
    return own.isPresent() || (mine.isEmpty() && imageId.isPresent())
        ? own
        : runtime.look(spec.name()).map(Look::container);
  }

  private List<ObservedContainer> services(ContainerSpec spec) {
    return runtime.of(spec.identity()).stream()
        .filter(container -> container.label(Labels.ONE_SHOT).isEmpty())
        .toList();
  }

  private void carryOut(PlanRun run, ContainerPlan plan, ContainerSpec spec, Order order)
      throws Exception {
    try {
      run.carryOut(plan);
    } catch (WorkFailedException e) {
      boolean ours =
          plan.creates()
              || plan.current()
                  .filter(current -> current.label(Labels.TOKEN).equals(order.token()))
                  .isPresent();
      if (!ours || e.failure().cause() == Failure.Cause.SUPERSEDED) {
        throw new WorkFailedException(onHost(e.failure()));
      }
      throw new WorkFailedException(onHost(undo(run, spec, e.failure())));
    }
  }

  /** Goes back to what was there before and adds to the failure what came of it. */
  private Failure undo(PlanRun run, ContainerSpec spec, Failure failure) throws Exception {
    ContainerPlan back = ContainerPlanner.putBack(spec.name(), services(spec));
    log.warn("{}: {}; {}", spec.name(), failure.reason(), back.print().stripTrailing());
    String outcome;
    try {
      run.carryOut(back);
      outcome = back.current().isPresent() ? "\nThe container before it runs again." : "";
    } catch (EngineRefusedException | WorkFailedException e) {
      outcome = "\nThe container before it could not be started again: " + e.getMessage();
    }
    return new Failure(failure.cause(), failure.reason() + outcome, failure.retriable());
  }

  private Failure onHost(Failure failure) {
    return new Failure(
        failure.cause(), "host " + host + ": " + failure.reason(), failure.retriable());
  }
}
