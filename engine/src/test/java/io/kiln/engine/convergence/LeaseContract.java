package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.changes;
import static io.kiln.engine.convergence.StoreSamples.revision;
import static io.kiln.engine.convergence.StoreSamples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a store promises of who may drive a tree, and from when until when. */
interface LeaseContract extends StoreScene {

  @Test
  default void aTreeIsHeldByOneWorkerAtATime() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");

    assertThat(claim.stack()).isEqualTo(stack.id());
    assertThat(trees().claim("w2", 10, LEASE)).isEmpty();
    assertThat(trees().claim("w1", 10, LEASE)).isEmpty();
  }

  @Test
  default void aSettledTreeIsNotClaimed() {
    complete(create("web"));

    assertThat(trees().claim("w1", 10, LEASE)).isEmpty();
  }

  @Test
  default void treesAreClaimedOldestWaitingFirstAndNoMoreThanAskedFor() {
    StackRecord first = create("first");
    StackRecord second = create("second");
    create("third");
    Claim taken = claimOne("w1");
    trees().release(taken);

    assertThat(taken.stack()).isEqualTo(first.id());
    assertThat(trees().claim("w1", 2, LEASE))
        .extracting(Claim::stack)
        .hasSize(2)
        .startsWith(second.id())
        .doesNotContain(first.id());
    assertThat(claimOne("w1").stack()).isEqualTo(first.id());
  }

  @Test
  default void anExpiredLeaseGoesToAnotherWorkerWithAHigherFence() {
    create("web");
    Claim first = claimOne("w1");
    letPass(LEASE.minusSeconds(5));
    assertThat(trees().claim("w2", 1, LEASE)).isEmpty();
    letPass(Duration.ofSeconds(6));
    Claim second = claimOne("w2");

    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(trees().renew(List.of(first, second), LEASE)).containsExactly(second);
  }

  @Test
  default void aRenewedLeaseLastsAnew() {
    create("web");
    Claim claim = claimOne("w1");
    letPass(LEASE.minusSeconds(5));
    assertThat(trees().renew(Set.of(claim), LEASE)).containsExactly(claim);
    letPass(LEASE.minusSeconds(5));

    assertThat(trees().claim("w2", 1, LEASE)).isEmpty();
    assertThat(trees().renew(Set.of(), LEASE)).isEmpty();
  }

  @Test
  default void aReleasedTreeIsFreeAtOnce() {
    create("web");
    Claim first = claimOne("w1");
    trees().release(first);
    Claim second = claimOne("w2");
    trees().release(first);

    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(trees().renew(List.of(first, second), LEASE)).containsExactly(second);
  }

  @Test
  default void anOvertakenWorkerWritesAndReadsNothing() {
    StackRecord stack = create("web");
    Claim overtaken = claimOne("w1");
    letPass(LEASE.plusSeconds(1));
    Claim latest = claimOne("w2");

    assertThatThrownBy(() -> trees().commit(overtaken, 1, changes(row("late"))))
        .isInstanceOf(StaleClaimException.class);
    assertThatThrownBy(() -> trees().commit(overtaken, 1, StoreSamples.NOTHING))
        .isInstanceOf(StaleClaimException.class);
    assertThatThrownBy(() -> trees().load(overtaken)).isInstanceOf(StaleClaimException.class);
    assertThat(stacks().resources(stack.id())).isEmpty();
    assertThat(trees().load(latest).stack()).isEqualTo(stack);
  }

  @Test
  default void whoGaveATreeBackWritesNoMore() {
    create("web");
    Claim claim = claimOne("w1");
    trees().release(claim);

    assertThatThrownBy(() -> trees().commit(claim, 1, StoreSamples.NOTHING))
        .isInstanceOf(StaleClaimException.class);
  }

  @Test
  default void aWorkerWhoseLeaseRanOutUnnoticedMayStillWrite() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    letPass(LEASE.plusSeconds(1));

    assertThat(trees().commit(claim, 1, changes(row("a")))).isEqualTo(1);
    assertThat(stacks().resources(stack.id())).hasSize(1);
  }

  @Test
  default void aSettledTreeWithANewTargetIsClaimedAgain() {
    StackRecord stack = create("web");
    Claim claim = claimOne("w1");
    trees()
        .commit(claim, 1, StoreSamples.settled(StoreSamples.end(Action.CREATE, Status.COMPLETE)));
    stacks().update(stack.id(), revision("second"));

    assertThat(trees().claim("w2", 1, LEASE)).isEmpty();
    trees().release(claim);
    assertThat(claimOne("w2").stack()).isEqualTo(stack.id());
  }

  @Test
  default void manyWorkersAtOnceNeverHoldTheSameTree() throws Exception {
    int trees = 40;
    for (int at = 0; at < trees; at++) {
      create("stack-" + at);
    }
    Set<UUID> claimed = ConcurrentHashMap.newKeySet();
    Callable<Integer> worker =
        () -> {
          int mine = 0;
          List<Claim> claims = trees().claim(Thread.currentThread().toString(), 3, LEASE);
          while (!claims.isEmpty()) {
            claims.forEach(
                claim -> assertThat(claimed.add(claim.stack())).as("%s", claim).isTrue());
            mine += claims.size();
            claims = trees().claim(Thread.currentThread().toString(), 3, LEASE);
          }
          return mine;
        };
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> workers = new ArrayList<>();
      for (int at = 0; at < 8; at++) {
        workers.add(pool.submit(worker));
      }
      for (Future<Integer> done : workers) {
        assertThat(done.get(30, TimeUnit.SECONDS)).isNotNegative();
      }
    }
    // A worker may pass over rows that another is just locking, but none is lost.
    trees().claim("last", trees, LEASE).forEach(claim -> claimed.add(claim.stack()));
    assertThat(claimed).hasSize(trees);
  }

  @Test
  default void aNewTargetWakesTheWorkers() throws Exception {
    var woken = new CountDownLatch(1);
    try (AutoCloseable listening = wakeups().listen(woken::countDown)) {
      assertThat(listening).isNotNull();
      create("web");
      assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
