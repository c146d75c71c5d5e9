package io.kiln.engine.convergence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The store in memory keeps the contract. */
final class InMemoryStoreTest extends StoreContract {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T12:00:00Z"));

  /** Each look at the clock finds it a little later, so that what came first is the oldest. */
  private final InMemoryStore store =
      new InMemoryStore(
          () -> now.updateAndGet(instant -> instant.plusMillis(1)),
          UUID::randomUUID,
          task -> Thread.ofVirtual().start(task));

  @Override
  protected Trees trees() {
    return store;
  }

  @Override
  protected Stacks stacks() {
    return store;
  }

  @Override
  protected Wakeups wakeups() {
    return store;
  }

  @Override
  protected void letPass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
