package io.kiln.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRatesTest {

  private final AtomicLong nanoTime = new AtomicLong(1);
  private final RequestRates rates = new RequestRates(3, nanoTime::get);

  @Test
  void aSenderHasItsShareInEachSecondAndNoMore() {
    assertThat(rates.take("a")).isEqualTo(new RequestRates.Share(true, 3, 2));
    assertThat(rates.take("a")).isEqualTo(new RequestRates.Share(true, 3, 1));
    assertThat(rates.take("a")).isEqualTo(new RequestRates.Share(true, 3, 0));
    assertThat(rates.take("a")).isEqualTo(new RequestRates.Share(false, 3, 0));

    nanoTime.addAndGet(RequestRates.PERIOD.toNanos());
    assertThat(rates.take("a")).isEqualTo(new RequestRates.Share(true, 3, 2));
  }

  @Test
  void whatOneTakesIsNotTakenFromAnother() {
    for (int i = 0; i < 10; i++) {
      rates.take("a");
    }
    assertThat(rates.take("b").given()).isTrue();
  }

  @Test
  void manySendersThatCameOnceAreNotRememberedForEver() {
    for (int i = 0; i < 50_000; i++) {
      rates.take("sender " + i);
      nanoTime.addAndGet(RequestRates.PERIOD.toNanos() / 1_000);
    }
    assertThat(rates.remembered()).isLessThanOrEqualTo(10_000);
  }
}
