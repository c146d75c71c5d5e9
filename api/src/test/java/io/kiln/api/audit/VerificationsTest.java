package io.kiln.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VerificationsTest {

  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private volatile Duration takes = Duration.ofSeconds(2);
  private final AtomicInteger readings = new AtomicInteger();
  private volatile Optional<RuntimeException> trouble = Optional.empty();
  private final Semaphore gate = new Semaphore(100);

  private final Verifications verifications =
      new Verifications(
          new AuditStore() {
            @Override
            public void append(List<AuditEntry> entries) {
              throw new UnsupportedOperationException();
            }

            @Override
            public List<Kept> newest(long before, int limit) {
              return List.of();
            }

            @Override
            public Verdict verify(Consumer<Verdict> soFar) {
              int reading = readings.incrementAndGet();
              soFar.accept(new Verdict(1, 1_000, "half", Optional.empty(), Optional.empty()));
              trouble.ifPresent(
                  e -> {
                    trouble = Optional.empty();
                    throw e;
                  });
              gate.acquireUninterruptibly();
              now = now.plus(takes);
              return new Verdict(1, reading, "mac", Optional.empty(), Optional.empty());
            }
          },
          () -> now,
          Duration.ofMillis(300));

  @Test
  void afterALongReadingTheVerdictIsToldAgainForNineTimesAsLong() {
    Instant begun = now;
    assertThat(verifications.verdict().at()).isEqualTo(begun);

    now = now.plusSeconds(17);
    assertThat(verifications.verdict().verdict().entries()).isEqualTo(1);
    assertThat(verifications.verdict().at()).isEqualTo(begun);
    assertThat(readings.get()).isEqualTo(1);

    now = now.plusSeconds(2);
    assertThat(verifications.verdict().verdict().entries()).isEqualTo(2);
  }

  @Test
  void aShortReadingIsMadeForEverybodyWhoAsks() {
    takes = Duration.ofMillis(10);
    verifications.verdict();
    verifications.verdict();

    assertThat(readings.get()).isEqualTo(2);
  }

  @Test
  void nobodyWaitsForTheEndOfALongReading() {
    gate.drainPermits();
    Instant begun = now;
    await(() -> verifications.verdict().verdict().entries() == 1_000);
    assertThat(verifications.verdict().whole()).isFalse();
    assertThat(verifications.verdict().at()).isEqualTo(begun);

    gate.release();
    await(() -> verifications.verdict().whole());
    assertThat(verifications.verdict().verdict().mac()).isEqualTo("mac");
    assertThat(readings.get()).as("one for all who asked").isEqualTo(1);
  }

  @Test
  void aReadingThatBreaksOffIsSaidAndBegunAnew() {
    trouble = Optional.of(new IllegalStateException("the database went away"));
    assertThatThrownBy(verifications::verdict).hasMessage("the database went away");
    assertThat(verifications.verdict().whole()).isTrue();
  }

  private static void await(BooleanSupplier condition) {
    Instant until = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(until);
    }
  }
}
