package io.kiln.engine.convergence;

import io.kiln.engine.convergence.plans.InMemoryPlans;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.InMemoryReceipts;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.engine.reading.InMemoryOperations;
import io.kiln.engine.reading.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Plans, operations and receipts in memory keep the contract. */
final class InMemoryKeptPlansTest extends KeptPlansContract {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T12:00:00Z"));

  /** Each look at the clock finds it a little later, so that what came first is the oldest. */
  private final InstantSource clock = () -> now.updateAndGet(instant -> instant.plusMillis(1));

  private final InMemoryStore store = new InMemoryStore(clock, UUID::randomUUID, Runnable::run);
  private final InMemoryReceipts receipts = new InMemoryReceipts(store, clock);
  private final StoredPlans plans = new InMemoryPlans(store, receipts);

  @Override
  protected Stacks stacks() {
    return store;
  }

  @Override
  protected Trees trees() {
    return store;
  }

  @Override
  protected StoredPlans plans() {
    return plans;
  }

  @Override
  protected Operations operations() {
    return new InMemoryOperations(store);
  }

  @Override
  protected Receipts receipts() {
    return receipts;
  }

  @Override
  protected void letPass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
