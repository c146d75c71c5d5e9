package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.FrameComparison;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.Planner;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.Renamed;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Step;
import io.kiln.resources.spi.Effect;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What requests would do with stacks, computed from what is stored and what exists; writes nothing.
 */
final class StackPlanning {

  private final Compiler compiler;
  private final Handlers handlers;
  private final Stacks stacks;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  StackPlanning(
      Compiler compiler,
      Handlers handlers,
      Stacks stacks,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.compiler = compiler;
    this.handlers = handlers;
    this.stacks = stacks;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What would be done about a stack that there is not yet.
   *
   * @param existing what is there all the same, for an adoption
   * @throws InvalidStackException when anything in it is wrong
   */
  Plan anew(
      StackIdentity identity,
      Action action,
      NewRevision revision,
      Collection<ResourceState> existing) {
    Evaluated<Optional<Frame>> compiled = compiled(identity, revision.source());
    Planner planner = planner(identity, revision.timeout(), false);
    return checked(compiled, planner.plan(identity, action, compiled.result(), existing));
  }

  /**
   * What an update of a stack would do, from what really exists.
   *
   * @throws InvalidStackException when anything in it is wrong
   */
  Plan update(StackRecord stack, NewRevision revision) {
    StackIdentity identity = stack.identity();
    Evaluated<Optional<Frame>> compiled = compiled(identity, revision.source());
    keepsImmutableParameters(stack, compiled.result().orElseThrow());
    List<ResourceState> rows = stacks.resources(stack.id());
    List<Rename> known = new ArrayList<>(stacks.renames(stack.id()));
    known.addAll(revision.renames());
    Renamed renamed = Renamed.of(compiled.result(), rows, known);
    renames(revision.renames(), renamed);
    Map<UUID, Drift> looks =
        new Lookout(handlers, clock).before(identity, renamed.rows(), revision.regard());
    Planner planner = planner(identity, revision.timeout(), revision.converge());
    return checked(
            compiled,
            planner.plan(identity, Action.UPDATE, compiled.result(), renamed.rows(), looks))
        .after(renamed);
  }

  /** What is asked to be renamed has to be: else it would be deleted and made anew unnoticed. */
  private static void renames(List<Rename> asked, Renamed renamed) {
    for (Rename rename : asked) {
      ResourceState moved = renamed.moved().get(rename.from());
      if (moved == null || !moved.path().equals(rename.to())) {
        throw new InvalidStackException(
            List.of(
                Diagnostic.error(
                    "invalid-move",
                    ("%s cannot be renamed to %s: the stack must have a resource %1$s that is no"
                            + " stack of its own and no resource %2$s, and the template a resource"
                            + " %2$s of the same type and none called %1$s.")
                        .formatted(rename.from(), rename.to()),
                    "moved." + rename.from(),
                    SourceSpan.NOWHERE)));
      }
    }
  }

  /** What a deletion would do. */
  Plan delete(StackRecord stack) {
    return planner(stack.identity(), stack.timeout(), false)
        .plan(stack.identity(), Action.DELETE, Optional.empty(), stacks.resources(stack.id()));
  }

  /**
   * How two revisions differ, whatever exists.
   *
   * @throws InvalidStackException when one of them is not understood any more
   */
  Plan compare(StackIdentity identity, Optional<StackSource> before, StackSource after) {
    return new FrameComparison(handlers, ids, clock)
        .between(identity, before.map(source -> frame(identity, source)), frame(identity, after));
  }

  private Frame frame(StackIdentity identity, StackSource source) {
    return compiled(identity, source).result().orElseThrow();
  }

  private Evaluated<Optional<Frame>> compiled(StackIdentity identity, StackSource source) {
    Evaluated<Optional<Frame>> compiled = compiler.compile(source, identity);
    if (compiled.failed() || compiled.result().isEmpty()) {
      throw new InvalidStackException(compiled.diagnostics());
    }
    return compiled;
  }

  private static Plan checked(Evaluated<Optional<Frame>> compiled, Plan plan) {
    List<Diagnostic> errors =
        plan.diagnostics().stream()
            .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
            .distinct()
            .toList();
    if (!errors.isEmpty()) {
      throw new InvalidStackException(errors);
    }
    var warnings = new ArrayList<>(compiled.diagnostics());
    plan.diagnostics().stream().filter(found -> !warnings.contains(found)).forEach(warnings::add);
    return plan.finding(warnings);
  }

  /** An update may not change the value of a parameter that the new template calls immutable. */
  private void keepsImmutableParameters(StackRecord stack, Frame next) {
    Set<String> immutable = next.immutableParameters();
    if (immutable.isEmpty()) {
      return;
    }
    Optional<Frame> before =
        compiler
            .compile(
                stacks.source(stack.id(), stack.target().revision().orElse(stack.latestRevision())),
                stack.identity())
            .result();
    List<String> changed =
        immutable.stream()
            .filter(name -> before.filter(frame -> changes(name, frame, next)).isPresent())
            .toList();
    if (!changed.isEmpty()) {
      throw new InvalidStackException(
          List.of(
              Diagnostic.error(
                  "immutable-parameter",
                  "The following parameters are immutable and may not be updated: "
                      + String.join(", ", changed),
                  "parameters." + changed.getFirst(),
                  SourceSpan.NOWHERE)));
    }
  }

  private static boolean changes(String parameter, Frame before, Frame next) {
    Value old = before.parameters().get(parameter);
    return old != null && !old.equals(next.parameters().get(parameter));
  }

  private Planner planner(StackIdentity identity, Optional<Duration> timeout, boolean converging) {
    return new Planner(
        handlers,
        (step, name) -> effects(identity, name, step, converging),
        ids,
        clock,
        timeout.orElse(TreeDriver.STACK_TIMEOUT));
  }

  private List<Effect> effects(
      StackIdentity identity, String stackName, Step step, boolean converging) {
    var context = StepContext.of(identity, stackName, 0, step.row(), Map.of(), converging, clock);
    return switch (step) {
      case Step.Create create ->
          create
              .handler()
              .effects(
                  create.replacing().map(StepCall::existing),
                  Optional.of(create.row().properties()),
                  context);
      case Step.Update update ->
          update
              .handler()
              .effects(
                  Optional.of(StepCall.existing(update.row())),
                  Optional.of(update.wanted()),
                  context);
      case Step.Acting acting ->
          // It works again with what it was last given; only what is changed as well can be told.
          List.of();
      case Step.Adopting adopting -> List.of();
      case Step.Delete delete ->
          delete
              .handler()
              .effects(Optional.of(StepCall.existing(delete.row())), Optional.empty(), context);
    };
  }
}
