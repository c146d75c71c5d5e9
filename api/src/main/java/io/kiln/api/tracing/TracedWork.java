package io.kiln.api.tracing;

import io.kiln.api.tracing.Spans.Kind;
import io.kiln.api.tracing.Spans.Span;
import io.kiln.engine.convergence.CallWatch;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.StaleClaimException;
import io.kiln.engine.convergence.Tree;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.convergence.Trees;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Step;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a worker does for one traversal is a span, each step a span in it. A traversal that several
 * workers had a part in has a span for each part, in the one trace of the request that began it.
 */
final class TracedWork implements Trees, CallWatch {

  private final Trees trees;
  private final Spans spans;
  private final Map<UUID, Driving> driving = new ConcurrentHashMap<>();

  TracedWork(Trees trees, Spans spans) {
    this.trees = trees;
    this.spans = spans;
  }

  /** A worker's part of a traversal. */
  private static final class Driving {
    private final long fence;
    private final Span span;
    private final Map<String, Span> steps = new ConcurrentHashMap<>();
    private volatile Optional<String> failure = Optional.empty();

    private Driving(long fence, Span span) {
      this.fence = fence;
      this.span = span;
    }

    private void end(Optional<String> why) {
      steps.values().forEach(step -> step.end(Optional.of("left to another worker")));
      span.end(why);
    }
  }

  @Override
  public List<Claim> claim(String worker, int limit, int mostOfProject, Duration lease) {
    return trees.claim(worker, limit, mostOfProject, lease);
  }

  @Override
  public Set<Claim> renew(Collection<Claim> claims, Duration lease) {
    return trees.renew(claims, lease);
  }

  @Override
  public Tree load(Claim claim) {
    Tree tree = trees.load(claim);
    var stack = tree.stack();
    Span span =
        spans.begin(
            Kind.INTERNAL,
            "traversal " + stack.target().action(),
            tree.trace(),
            Map.of(
                "kiln.stack.id", stack.id().toString(),
                "kiln.stack.name", stack.name(),
                "kiln.project", stack.project(),
                "kiln.traversal", Long.toString(stack.traversal()),
                "kiln.worker", claim.worker(),
                "kiln.fence", Long.toString(claim.fence())));
    Driving before = driving.put(stack.id(), new Driving(claim.fence(), span));
    if (before != null) {
      before.end(Optional.of("broken off"));
    }
    CurrentTrace.move(span.place());
    return tree;
  }

  @Override
  public long commit(Claim claim, long traversal, TreeChanges changes) {
    try {
      long now = trees.commit(claim, traversal, changes);
      changes
          .settled()
          .filter(settled -> settled.status() == Status.FAILED)
          .ifPresent(
              settled -> of(claim).ifPresent(ours -> ours.failure = Optional.of(settled.reason())));
      return now;
    } catch (StaleClaimException e) {
      end(claim, Optional.of("overtaken by another worker"));
      throw e;
    }
  }

  @Override
  public Map<UUID, Heard> heard(Claim claim) {
    return trees.heard(claim);
  }

  @Override
  public void release(Claim claim) {
    end(claim, of(claim).flatMap(ours -> ours.failure));
    trees.release(claim);
  }

  private Optional<Driving> of(Claim claim) {
    return Optional.ofNullable(driving.get(claim.stack()))
        .filter(ours -> ours.fence == claim.fence());
  }

  private void end(Claim claim, Optional<String> failure) {
    of(claim)
        .ifPresent(
            ours -> {
              driving.remove(claim.stack(), ours);
              ours.end(failure);
            });
  }

  @Override
  public Progress<Value.MapOf> around(
      Claim claim, Step step, Supplier<Progress<Value.MapOf>> call) {
    Optional<Driving> ours = of(claim);
    if (ours.isEmpty()) {
      return call.get();
    }
    if (!spans.collected()) {
      return step.handler().local() ? call.get() : CurrentTrace.at(ours.get().span.place(), call);
    }
    String key = step.row().id() + step.row().token();
    Span span = ours.get().steps.computeIfAbsent(key, _ -> begin(ours.get(), step));
    Progress<Value.MapOf> progress = CurrentTrace.at(span.place(), call);
    switch (progress) {
      case Progress.Waiting<Value.MapOf> _ -> {
        return progress;
      }
      case Progress.Done<Value.MapOf> _, Progress.Gone<Value.MapOf> _ -> span.end(Optional.empty());
      case Progress.Failed<Value.MapOf>(_, String reason, _) -> span.end(Optional.of(reason));
    }
    ours.get().steps.remove(key);
    return progress;
  }

  private Span begin(Driving ours, Step step) {
    String verb = step.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return spans.begin(
        Kind.INTERNAL,
        verb + " " + step.handler().schema().type(),
        ours.span.place(),
        Map.of(
            "kiln.resource.path", step.row().path(),
            "kiln.resource.id", step.row().id().toString()));
  }
}
