package io.kiln.api.auth;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Supplier;

/** The rules by which Keystone is called: again after a slip, not at all after many. */
final class KeystoneGuard {

  /** Of the last ten calls, half failed. */
  private static final int WINDOW = 10;

  private static final float FAILURE_RATE = 50f;

  /** Keystone is a handful of processes; the cache keeps most requests from it. */
  private static final int AT_A_TIME = 32;

  private static final Duration BACK_OFF = Duration.ofMillis(100);

  private final CircuitBreaker circuit;
  private final Bulkhead bulkhead;
  private final Retry retry;

  KeystoneGuard(KeystoneSettings.Timing timing) {
    this.circuit =
        CircuitBreaker.of(
            "keystone",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW / 2)
                .failureRateThreshold(FAILURE_RATE)
                .waitDurationInOpenState(timing.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordExceptions(IdentityUnavailableException.class)
                .build());
    this.bulkhead =
        Bulkhead.of(
            "keystone",
            BulkheadConfig.custom()
                .maxConcurrentCalls(AT_A_TIME)
                .maxWaitDuration(timing.deadline())
                .build());
    this.retry =
        Retry.of(
            "keystone",
            RetryConfig.custom()
                .maxAttempts(timing.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(BACK_OFF, 2, 0.5))
                .retryExceptions(IdentityUnavailableException.class)
                .build());
  }

  /**
   * Makes a call under the rules.
   *
   * @throws IdentityUnavailableException when it came to nothing
   */
  <T> T call(Supplier<T> call) {
    try {
      return Retry.decorateSupplier(
              retry,
              CircuitBreaker.decorateSupplier(circuit, Bulkhead.decorateSupplier(bulkhead, call)))
          .get();
    } catch (CallNotPermittedException e) {
      throw new IdentityUnavailableException("Keystone has not answered lately", e);
    } catch (BulkheadFullException e) {
      throw new IdentityUnavailableException("too many calls to Keystone are under way", e);
    }
  }
}
