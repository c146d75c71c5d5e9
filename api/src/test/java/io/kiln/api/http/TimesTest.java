package io.kiln.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void anInstantIsWrittenInWholeSecondsWhicheverWasWrittenBefore() {
    assertThat(written("2026-11-22T01:39:36.999999Z")).isEqualTo("2026-11-22T01:39:36Z");
    assertThat(written("2026-11-22T01:39:36.000001Z")).isEqualTo("2026-11-22T01:39:36Z");
    assertThat(written("2026-11-22T01:39:37Z")).isEqualTo("2026-11-22T01:39:37Z");
    assertThat(written("2026-11-22T01:39:36Z")).isEqualTo("2026-11-22T01:39:36Z");
  }

  @Test
  void secondsAreWrittenWhenThereAreNone() {
    assertThat(written("2026-11-22T01:39:00Z")).isEqualTo("2026-11-22T01:39:00Z");
    assertThat(written("1970-01-01T00:00:00Z")).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(written("1969-12-31T23:59:59.5Z")).isEqualTo("1969-12-31T23:59:59Z");
  }

  @Test
  void ofNoInstantNothingIsWritten() {
    assertThat(Times.of(Optional.empty())).isNull();
  }

  private static String written(String instant) {
    return Times.of(Instant.parse(instant));
  }
}
