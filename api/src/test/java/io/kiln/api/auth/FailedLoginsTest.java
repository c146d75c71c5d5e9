package io.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.auth.FailedLogins.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final FailedLogins failed = new FailedLogins(() -> now);

  @Test
  void afterTenWrongPasswordsAnAddressWaitsUntilItsMinuteIsOver() {
    fail("192.0.2.1", Kind.PASSWORD, 9);
    now = now.plusSeconds(20);
    assertThat(failed.pause("192.0.2.1")).isEmpty();

    fail("192.0.2.1", Kind.PASSWORD, 1);
    assertThat(failed.pause("192.0.2.1")).contains(Duration.ofSeconds(40));
    assertThat(failed.pause("192.0.2.2")).isEmpty();

    now = now.plusSeconds(40);
    assertThat(failed.pause("192.0.2.1")).isEmpty();
    fail("192.0.2.1", Kind.PASSWORD, 9);
    assertThat(failed.pause("192.0.2.1")).isEmpty();
  }

  @Test
  void failuresWhileItWaitsDoNotMakeItWaitLonger() {
    fail("192.0.2.1", Kind.PASSWORD, 10);
    now = now.plusSeconds(59);
    fail("192.0.2.1", Kind.PASSWORD, 1_000);

    assertThat(failed.pause("192.0.2.1")).contains(Duration.ofSeconds(1));
  }

  @Test
  void aTokenThatNobodyGuessesCostsLess() {
    fail("192.0.2.1", Kind.SECRET, 59);
    assertThat(failed.pause("192.0.2.1")).isEmpty();
    fail("192.0.2.1", Kind.SECRET, 1);
    assertThat(failed.pause("192.0.2.1")).isPresent();
  }

  @Test
  void allAddressesOfOneNetworkOfIpv6AreOneAndSoIsAllThatIsNone() {
    fail("2001:db8:0:1::1", Kind.PASSWORD, 5);
    fail("2001:db8:0:1:ffff::2", Kind.PASSWORD, 5);
    fail("unknown", Kind.PASSWORD, 5);
    fail("evil".repeat(1_000), Kind.PASSWORD, 5);

    assertThat(failed.pause("2001:db8:0:1::3")).isPresent();
    assertThat(failed.pause("2001:db8:0:2::3")).isEmpty();
    assertThat(failed.pause("something else")).isPresent();
    assertThat(failed.remembered()).isEqualTo(2);
  }

  @Test
  void howeverManyAddressesFailSoManyAreRememberedAndNoneBeyondItsMinute() {
    for (int i = 0; i < 20_000; i++) {
      fail("10.0.%d.%d".formatted(i / 256, i % 256), Kind.SECRET, 1);
    }
    assertThat(failed.remembered()).isEqualTo(10_000);

    now = now.plusSeconds(60);
    fail("192.0.2.1", Kind.SECRET, 1);
    assertThat(failed.remembered()).isEqualTo(1);
  }

  private void fail(String address, Kind kind, int times) {
    for (int i = 0; i < times; i++) {
      failed.count(address, kind);
    }
  }
}
