package io.kiln.engine.convergence;

import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Step;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.value.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One call of a handler for a step. */
record StepCall(Step step, Context context) {

  /** What came of it, for the row it was made for. */
  record Answer(UUID row, Progress<Value.MapOf> progress) {}

  /**
   * Calls the handler. A handler that throws has a bug: the step fails and says so, since trying
   * again would find the same bug for ever.
   */
  Answer make(Claim claim, CallWatch watch) {
    Progress<Value.MapOf> progress;
    try {
      progress = watch.around(claim, step, this::call);
    } catch (Throwable bug) {
      System.Logger log = System.getLogger(StepCall.class.getName());
      log.log(System.Logger.Level.ERROR, "the plugin of " + step.row().type() + " failed", bug);
      progress =
          new Progress.Failed<>(
              Optional.empty(),
              "the plugin of %s failed unexpectedly (%s); the server's log has the details"
                  .formatted(step.row().type(), bug.getClass().getSimpleName()),
              false);
    }
    return new Answer(step.row().id(), progress);
  }

  private Progress<Value.MapOf> call() {
    return switch (step) {
      case Step.Create create -> create.handler().create(create.row().properties(), context);
      case Step.Update update ->
          update.handler().update(existing(update.row()), update.wanted(), context);
      case Step.Acting acting ->
          acting.handler().act(acting.act(), existing(acting.row()), context);
      case Step.Adopting adopting ->
          adopting
              .handler()
              .adopt(
                  adopting.row().physicalId().orElseThrow(), adopting.row().properties(), context);
      case Step.Delete delete -> delete.handler().delete(existing(delete.row()), context);
    };
  }

  /** What a step takes part in while it is at work. */
  static StepSlots.Demand demand(Step step) {
    ResourceHandler handler = step.handler();
    Set<String> hosts = new HashSet<>(handler.hosts(step.row().properties()));
    if (step instanceof Step.Update update) {
      hosts.addAll(handler.hosts(update.wanted()));
    }
    return new StepSlots.Demand(handler.schema().type(), hosts);
  }

  /** A row as handlers see it. */
  static Existing<Value.MapOf, Value.MapOf> existing(ResourceState row) {
    return new Existing<>(row.physicalId(), row.properties(), row.attributes());
  }
}
