package io.kiln.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditLogTest {

  private final Kept store = new Kept();

  @Test
  void whoeverWaitedFindsTheirEntryWritten() {
    try (var log = new AuditLog(() -> store)) {
      log.before(entry("a"));

      assertThat(store.users()).containsExactly("a");
    }
  }

  @Test
  void whatComesWhileACommitRunsSharesTheNext() throws Exception {
    try (var log = new AuditLog(() -> store);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      store.gate = new CountDownLatch(1);
      threads.execute(() -> log.before(entry("first")));
      store.arrived.await();
      IntStream.range(0, 100).forEach(i -> threads.execute(() -> log.before(entry("u" + i))));
      while (log.waiting() < 100) {
        Thread.onSpinWait();
      }
      store.gate.countDown();
    }
    assertThat(store.batches).hasSize(2);
    assertThat(store.users()).hasSize(101).doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeWrittenIsNotDoneAndWhatWasDoneIsWrittenLater() {
    store.broken = true;
    try (var log = new AuditLog(() -> store)) {
      log.after(entry("done"));
      assertThatThrownBy(() -> log.before(entry("not begun")))
          .isInstanceOf(AuditLog.Unwritable.class);
      store.broken = false;
      log.before(entry("begun"));
    }
    assertThat(store.users()).containsExactly("done", "begun");
  }

  @Test
  void whatIsWaitingWhenAServerStopsIsWritten() {
    try (var log = new AuditLog(() -> store)) {
      IntStream.range(0, 1_000).forEach(i -> log.after(entry("u" + i)));
    }
    assertThat(store.users()).hasSize(1_000);
  }

  @Test
  void refusalsBeyondTheBudgetAreCountedAndTheNextOneSaysHowMany() {
    var budget = new RefusalBudget(2);
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");

    assertThat(budget.next(noon)).isEqualTo(OptionalInt.of(0));
    assertThat(budget.next(noon)).isEqualTo(OptionalInt.of(0));
    assertThat(budget.next(noon)).isEmpty();
    assertThat(budget.next(noon.plusSeconds(59))).isEmpty();
    assertThat(budget.next(noon.plus(Duration.ofMinutes(1)))).isEqualTo(OptionalInt.of(2));
    assertThat(budget.next(noon.plus(Duration.ofMinutes(1)))).isEqualTo(OptionalInt.of(0));
  }

  private static AuditEntry entry(String user) {
    return new AuditEntry(
        Instant.EPOCH,
        AuditEntry.Kind.BEGUN,
        "req",
        user,
        Optional.empty(),
        "token",
        "127.0.0.1",
        "POST",
        "/",
        "/",
        Optional.empty(),
        0);
  }

  /** Remembers what came together, and can be held up or fail. */
  private static final class Kept implements AuditStore {
    private final List<List<AuditEntry>> batches = new CopyOnWriteArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;

    @Override
    public void append(List<AuditEntry> entries) {
      arrived.countDown();
      if (broken) {
        throw new IllegalStateException("the disk is full");
      }
      try {
        assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      batches.add(List.copyOf(entries));
    }

    private List<String> users() {
      List<String> users = new ArrayList<>();
      batches.forEach(batch -> batch.forEach(entry -> users.add(entry.user())));
      return users;
    }

    @Override
    public List<AuditStore.Kept> newest(long before, int limit) {
      return List.of();
    }

    @Override
    public Verdict verify(Consumer<Verdict> soFar) {
      return new Verdict(1, 0, "", Optional.empty(), Optional.empty());
    }
  }
}
