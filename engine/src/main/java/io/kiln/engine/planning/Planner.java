package io.kiln.engine.planning;

import io.kiln.resources.spi.Effect;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Looks ahead: walks the very graph a driver would walk, taking every step as done. What such a
 * step would make known is {@link Value.Unknown} to those after it. Nothing is written anywhere.
 */
public final class Planner {
  private final Handlers handlers;
  private final EffectSource effects;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final Duration longest;

  /** What a step does outside; asked of the plugins, which only read. */
  @FunctionalInterface
  public interface EffectSource {
    /**
     * @param stackName the name of the stack that the step's row lies in
     */
    List<Effect> of(Step step, String stackName);
  }

  /**
   * @param longest how long the action may take
   */
  public Planner(
      Handlers handlers,
      EffectSource effects,
      Supplier<UUID> ids,
      InstantSource clock,
      Duration longest) {
    this.handlers = handlers;
    this.effects = effects;
    this.ids = ids;
    this.clock = clock;
    this.longest = longest;
  }

  /**
   * The plan from what exists to what is wanted.
   *
   * @param wanted the root frame; empty when nothing is to be left
   */
  public Plan plan(
      StackIdentity stack,
      Action action,
      Optional<Frame> wanted,
      Collection<ResourceState> existing) {
    return plan(stack, action, wanted, existing, Map.of());
  }

  /**
   * The same with regard to what somebody saw.
   *
   * @param looks how real things are, by their rows
   */
  public Plan plan(
      StackIdentity stack,
      Action action,
      Optional<Frame> wanted,
      Collection<ResourceState> existing,
      Map<UUID, Drift> looks) {
    var walk = new Walk(stack, wanted, existing, handlers, ids, clock, longest, true).seeing(looks);
    walk.toward(Long.MAX_VALUE); // nothing was made for what is only looked at
    var planned = new ArrayList<Plan.Planned>();
    var touched = new HashSet<UUID>();
    var passing = new HashSet<UUID>();
    for (var steps = walk.ready(); !steps.isEmpty(); steps = walk.ready()) {
      for (Step step : steps) {
        boolean leaves = step instanceof Step.Delete && passing.contains(step.row().id());
        if (step instanceof Step.Create) {
          passing.add(step.row().id());
        }
        if (touched.add(step.row().id()) || leaves) {
          describe(step, walk.stackOf(step.row()), touched).ifPresent(planned::add);
        }
        walk.assume(step);
      }
    }
    long unchanged =
        existing.stream().filter(row -> !row.nested() && !touched.contains(row.id())).count();
    return new Plan(
        stack.name(), action, planned, (int) unchanged, walk.diagnostics(), Obstacle.of(walk));
  }

  private Optional<Plan.Planned> describe(Step step, String stack, Collection<UUID> touched) {
    return switch (step) {
      case Step.Create create -> {
        create.replacing().map(ResourceState::id).ifPresent(touched::add);
        yield Optional.of(
            planned(
                create,
                stack,
                create.replacing().isPresent() ? Plan.Verb.REPLACE : Plan.Verb.CREATE,
                create.changes()));
      }
      case Step.Update update ->
          Optional.of(planned(update, stack, Plan.Verb.UPDATE, update.changes()));
      case Step.Acting acting ->
          Optional.of(planned(acting, stack, Plan.Verb.UPDATE, acting.changes()));
      case Step.Adopting adopting ->
          Optional.of(planned(adopting, stack, Plan.Verb.ADOPT, List.of()));
      case Step.Delete delete ->
          // The successor's step tells of it.
          delete.makesRoom()
              ? Optional.empty()
              : Optional.of(planned(delete, stack, Plan.Verb.DELETE, List.of()));
    };
  }

  private Plan.Planned planned(Step step, String stack, Plan.Verb verb, List<Change> changes) {
    return new Plan.Planned(
        step.row().path(),
        step.row().type(),
        verb,
        step.because(),
        changes,
        effects.of(step, stack));
  }
}
