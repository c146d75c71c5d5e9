package io.kiln.simulation;

import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.Tree;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.convergence.Trees;
import io.kiln.engine.planning.Heard;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The store as one worker reaches it: every call may go wrong. */
final class FaultyTrees implements Trees {
  private final World world;
  private final Machine machine;

  FaultyTrees(World world, Machine machine) {
    this.world = world;
    this.machine = machine;
  }

  @Override
  public List<Claim> claim(String worker, int limit, int mostOfProject, Duration lease) {
    return reached(
        "claim",
        false,
        () -> {
          List<Claim> claims = world.store.claim(worker, limit, mostOfProject, lease);
          claims.forEach(world.watch::claimed);
          return claims;
        });
  }

  @Override
  public Set<Claim> renew(Collection<Claim> claims, Duration lease) {
    return reached("renew", true, () -> world.store.renew(claims, lease));
  }

  @Override
  public Tree load(Claim claim) {
    return reached(
        "load",
        true,
        () -> {
          Tree tree = world.store.load(world.taken(claim));
          world.watch.loaded(claim, tree);
          return tree;
        });
  }

  @Override
  public long commit(Claim claim, long traversal, TreeChanges changes) {
    // A repeated commit is recognised by a store; see PostgresTrees.
    return reached(
        "commit",
        changes.isEmpty(),
        () -> {
          Set<String> left = world.watch.retainedBy(claim, changes);
          long now = world.store.commit(world.taken(claim), traversal, changes);
          world.watch.committed(claim, changes, left);
          return now;
        });
  }

  @Override
  public Map<UUID, Heard> heard(Claim claim) {
    return reached("listen", true, () -> world.store.heard(world.taken(claim)));
  }

  @Override
  public void release(Claim claim) {
    reached(
        "release",
        true,
        () -> {
          world.store.release(claim);
          return claim;
        });
  }

  private <T> T reached(String call, boolean repeatable, Supplier<T> body) {
    return switch (world.faults.atStore()) {
      case NOTHING -> body.get();
      case CRASH_BEFORE -> throw new Crash("before " + call);
      case CRASH_AFTER -> throw crash(call, body.get());
      case AWAY -> throw new StoreAway(call + " never reached the store");
      case ANSWER_LOST -> throw away(call, body.get());
      case STALL_BEFORE -> {
        world.meanwhile(machine, "before " + call);
        yield body.get();
      }
      case STALL_AFTER -> {
        T answer = body.get();
        world.meanwhile(machine, "after " + call);
        yield answer;
      }
      case TWICE -> repeatable ? twice(body) : body.get();
    };
  }

  private static <T> T twice(Supplier<T> body) {
    T first = body.get();
    T second = body.get();
    return second.equals(first) ? first : second;
  }

  private static Crash crash(String call, Object unheard) {
    return new Crash("after %s (%s)".formatted(call, unheard.getClass().getSimpleName()));
  }

  private static StoreAway away(String call, Object unheard) {
    return new StoreAway(
        "the answer to %s was lost (%s)".formatted(call, unheard.getClass().getSimpleName()));
  }
}
