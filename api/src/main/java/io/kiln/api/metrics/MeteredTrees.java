package io.kiln.api.metrics;

import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StaleClaimException;
import io.kiln.engine.convergence.Tree;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.convergence.Trees;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Counts what a worker asks of its store and what it writes there. The store sees every step and
 * every lease, so that the engine itself needs to know nothing of figures.
 */
final class MeteredTrees implements Trees {

  private final Trees trees;
  private final MeterRegistry registry;
  private final Counter claimed;
  private final Counter lost;
  private final Counter overtaken;

  /** When the steps under way began, by tree and path. */
  private final Map<UUID, Map<String, Instant>> begun = new ConcurrentHashMap<>();

  MeteredTrees(Trees trees, MeterRegistry registry) {
    this.trees = trees;
    this.registry = registry;
    claimed = counter("kiln.leases.claimed", "Trees that this process claimed");
    lost = counter("kiln.leases.lost", "Leases that could not be renewed in time");
    overtaken = counter("kiln.leases.overtaken", "Writes refused because of a newer fence");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  @Override
  public List<Claim> claim(String worker, int limit, int mostOfProject, Duration lease) {
    List<Claim> claims = timed("claim", () -> trees.claim(worker, limit, mostOfProject, lease));
    claimed.increment(claims.size());
    return claims;
  }

  @Override
  public Set<Claim> renew(Collection<Claim> claims, Duration lease) {
    Set<Claim> held = timed("renew", () -> trees.renew(claims, lease));
    lost.increment(claims.size() - held.size());
    return held;
  }

  @Override
  public Tree load(Claim claim) {
    return timed("load", () -> trees.load(claim));
  }

  @Override
  public long commit(Claim claim, long traversal, TreeChanges changes) {
    if (changes.isEmpty()) {
      return timed("look", () -> trees.commit(claim, traversal, changes));
    }
    long now = timed("commit", () -> trees.commit(claim, traversal, changes));
    changes.events().forEach(this::count);
    changes
        .settled()
        .ifPresent(
            settled -> {
              begun.remove(claim.stack());
              registry
                  .counter(
                      "kiln.traversals",
                      "action",
                      settled.action().name(),
                      "status",
                      settled.status().name())
                  .increment();
            });
    return now;
  }

  @Override
  public Map<UUID, Heard> heard(Claim claim) {
    return trees.heard(claim);
  }

  @Override
  public void release(Claim claim) {
    begun.remove(claim.stack());
    timed(
        "release",
        () -> {
          trees.release(claim);
          return true;
        });
  }

  private void count(StackEvent event) {
    if (event.path().isEmpty()) {
      return;
    }
    Map<String, Instant> ofTree =
        begun.computeIfAbsent(event.stack(), _ -> new ConcurrentHashMap<>());
    if (event.status() == Status.IN_PROGRESS) {
      ofTree.putIfAbsent(event.path(), event.at());
      return;
    }
    var labels =
        Tags.of("type", event.resourceType(), "action", event.action().name())
            .and("status", event.status().name());
    registry.counter("kiln.steps", labels).increment();
    Instant since = ofTree.remove(event.path());
    if (since != null) { // otherwise it began before this worker claimed the tree
      registry.timer("kiln.step.time", labels).record(Duration.between(since, event.at()));
    }
  }

  private <T> T timed(String call, Supplier<T> work) {
    Timer.Sample sample = Timer.start(registry);
    String outcome = "error";
    try {
      T result = work.get();
      outcome = "ok";
      return result;
    } catch (StaleClaimException e) {
      outcome = "stale";
      overtaken.increment();
      throw e;
    } finally {
      sample.stop(
          Timer.builder("kiln.store")
              .description("Calls of the worker to its store")
              .tag("call", call)
              .tag("outcome", outcome)
              .register(registry));
    }
  }
}
