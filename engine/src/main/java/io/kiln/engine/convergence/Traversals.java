package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Halt;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.Renamed;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Round;
import io.kiln.engine.planning.Traversal;
import io.kiln.engine.planning.Walk;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.source.Diagnostic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Which traversal takes a loaded tree to its target.
 *
 * @param usual how long an action may take when nobody says
 */
record Traversals(
    Compiler compiler, Handlers handlers, Supplier<UUID> ids, InstantSource clock, Duration usual) {

  /**
   * A traversal to carry out.
   *
   * @param unreadable why the target cannot be understood; nothing is touched then
   */
  record Chosen(Traversal traversal, Optional<String> unreadable) {
    private Chosen(Traversal traversal) {
      this(traversal, Optional.empty());
    }
  }

  Chosen of(Tree loaded) {
    StackRecord stack = loaded.stack();
    Action action = stack.target().action();
    if (stack.target().halted()) {
      return new Chosen(
          new Halt(stack.identity(), loaded.resources(), handlers, clock, stack.outputs()));
    }
    return Round.isFor(action)
        ? new Chosen(
            new Round(
                stack.identity(),
                action,
                // An adopted stack counts from one again, with rows that hosts were asked about
                // before.
                "%d/%d".formatted(stack.createdAt().toEpochMilli(), stack.traversal()),
                loaded.resources(),
                handlers,
                clock,
                stack.outputs()))
        : walk(loaded);
  }

  /**
   * A revision that was accepted may still not compile, when a plugin is gone or a newer language
   * is stricter: then nothing is touched and the stack says why.
   */
  private Chosen walk(Tree loaded) {
    StackRecord stack = loaded.stack();
    Optional<Frame> frame = Optional.empty();
    Optional<String> unreadable = Optional.empty();
    List<ResourceState> rows = loaded.resources();
    if (loaded.wanted().isPresent()) {
      Evaluated<Optional<Frame>> compiled =
          compiler.compile(loaded.wanted().get(), stack.identity());
      frame = compiled.result().filter(found -> !compiled.failed());
      if (frame.isEmpty()) {
        unreadable =
            Optional.of(
                "the template is no longer understood: "
                    + compiled.diagnostics().stream()
                        .findFirst()
                        .map(Diagnostic::toString)
                        .orElse("for no known reason"));
        rows = List.of();
      }
    }
    Renamed renamed = Renamed.of(frame, rows, loaded.renames());
    var walk =
        new Walk(
            stack.identity(),
            frame,
            renamed.rows(),
            handlers,
            ids,
            clock,
            stack.timeout().orElse(usual),
            false);
    walk.toward(stack.target().revision().orElse(0));
    if (stack.target().action() != Action.ADOPT) {
      walk.stopping();
    }
    renamed.changed().forEach(walk.journal()::write);
    if (frame.isPresent()) {
      var lookout = new Lookout(handlers, clock);
      walk.seeing(lookout.before(stack.identity(), renamed.rows(), stack.target().regard()));
    }
    Traversal chosen = stack.target().action() == Action.ROLLBACK ? walk.undoing() : walk;
    return new Chosen(chosen, unreadable);
  }
}
