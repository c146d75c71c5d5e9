package io.kiln.engine.convergence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The store in memory shares its workers. */
final class InMemoryFairShareTest extends FairShareContract {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T12:00:00Z"));
  private final InMemoryStore store =
      new InMemoryStore(
          () -> now.updateAndGet(instant -> instant.plusMillis(1)),
          UUID::randomUUID,
          Runnable::run);

  @Override
  protected Trees trees() {
    return store;
  }

  @Override
  protected Stacks stacks() {
    return store;
  }

  @Override
  protected void letPass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
