package io.kiln.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationsTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Duration takes = Duration.ofSeconds(2);
  private int readings;

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
            public Verdict verify() {
              readings++;
              now = now.plus(takes);
              return new Verdict(1, readings, "mac", Optional.empty(), Optional.empty());
            }
          },
          () -> now);

  @Test
  void afterALongReadingTheVerdictIsToldAgainForNineTimesAsLong() {
    Instant begun = now;
    assertThat(verifications.verdict().at()).isEqualTo(begun);

    now = now.plusSeconds(17);
    assertThat(verifications.verdict().verdict().entries()).isEqualTo(1);
    assertThat(verifications.verdict().at()).isEqualTo(begun);
    assertThat(readings).isEqualTo(1);

    now = now.plusSeconds(2);
    assertThat(verifications.verdict().verdict().entries()).isEqualTo(2);
  }

  @Test
  void aShortReadingIsMadeForEverybodyWhoAsks() {
    takes = Duration.ofMillis(10);
    verifications.verdict();
    verifications.verdict();

    assertThat(readings).isEqualTo(2);
  }
}
