package io.kiln.engine.convergence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Drift in memory keeps the contract. */
final class InMemoryDriftsTest extends DriftContract {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T12:00:00Z"));
  private final InMemoryStore store =
      new InMemoryStore(this::tick, UUID::randomUUID, Runnable::run);
  private final InMemoryDrifts drifts = new InMemoryDrifts(store, this::tick, UUID::randomUUID);

  private Instant tick() {
    return now.updateAndGet(instant -> instant.plusMillis(1));
  }

  @Override
  protected Trees trees() {
    return store;
  }

  @Override
  protected Stacks stacks() {
    return store;
  }

  @Override
  protected Drifts drifts() {
    return drifts;
  }

  @Override
  protected void letPass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
