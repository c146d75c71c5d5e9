package io.kiln.engine.convergence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The store in memory keeps the contract. */
final class InMemoryStoreTest implements StoreContract {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T12:00:00Z"));

  /** Each look at the clock finds it a little later, so that what came first is the oldest. */
  private final InMemoryStore store =
      new InMemoryStore(
          () -> now.updateAndGet(instant -> instant.plusMillis(1)),
          UUID::randomUUID,
          task -> Thread.ofVirtual().start(task));

  @Override
  public Trees trees() {
    return store;
  }

  @Override
  public Stacks stacks() {
    return store;
  }

  @Override
  public Wakeups wakeups() {
    return store;
  }

  @Override
  public void letPass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
