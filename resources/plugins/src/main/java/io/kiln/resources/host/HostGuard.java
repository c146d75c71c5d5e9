package io.kiln.resources.host;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.kiln.hooks.protocol.HostUnreachableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What is known of how a host answers, and the rules made of it: shared by all calls to it. */
final class HostGuard {

  private static final double GROWTH = 2;
  private static final double JITTER = 0.5;

  private final String host;
  private final ResilienceSettings settings;
  private final Executor threads;
  private final CircuitBreaker circuit;
  private final Bulkhead bulkhead;
  private final Retry retry;

  HostGuard(String host, ResilienceSettings settings, Executor threads) {
    this.host = host;
    this.settings = settings;
    this.threads = threads;
    this.circuit =
        CircuitBreaker.of(
            host,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(Math.max(1, settings.window() / 2))
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordExceptions(HostUnreachableException.class)
                .build());
    this.bulkhead =
        Bulkhead.of(
            host,
            BulkheadConfig.custom()
                .maxConcurrentCalls(settings.concurrentCalls())
                .maxWaitDuration(settings.deadline())
                .build());
    this.retry =
        Retry.of(
            host,
            RetryConfig.custom()
                .maxAttempts(settings.attempts())
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(settings.backOff(), GROWTH, JITTER))
                .retryExceptions(HostUnreachableException.class)
                .build());
  }

  /**
   * Makes a call under the rules.
   *
   * @param waits how long the call itself is meant to take at most
   * @throws HostUnreachableException when the host does not answer, or has not for a while
   */
  <T> T call(Duration waits, Supplier<T> call) {
    try {
      return Retry.decorateSupplier(
              retry,
              CircuitBreaker.decorateSupplier(
                  circuit,
                  Bulkhead.decorateSupplier(
                      bulkhead, () -> beforeDeadline(waits.plus(settings.deadline()), call))))
          .get();
    } catch (CallNotPermittedException e) {
      throw new HostUnreachableException(
          "host "
              + host
              + " has not answered lately; it is tried again within "
              + settings.openFor().toSeconds()
              + " s",
          e);
    } catch (BulkheadFullException e) {
      throw new HostUnreachableException(
          "too many calls to host " + host + " are under way (" + settings.concurrentCalls() + ")",
          e);
    }
  }

  private <T> T beforeDeadline(Duration deadline, Supplier<T> call) {
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(call, threads);
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HostUnreachableException(
          "host " + host + " did not answer within " + deadline.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostUnreachableException("interrupted while waiting for host " + host, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException said) {
        throw said;
      }
      throw new IllegalStateException("a call to host " + host + " failed", e.getCause());
    }
  }
}
