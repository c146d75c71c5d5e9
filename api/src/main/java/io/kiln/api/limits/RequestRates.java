package io.kiln.api.limits;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * So many requests a second for each sender, whatever a sender is. Each server counts for itself.
 */
public final class RequestRates {

  /** Short enough that whoever is sent away comes back soon, long enough for a burst. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /** Senders that are remembered; each takes some hundred bytes. */
  private static final int MOST = 10_000;

  /**
   * What came of asking.
   *
   * @param given whether the request may go on
   * @param limit how many there are in a period
   * @param left how many of them are left
   */
  record Share(boolean given, int limit, int left) {}

  private final int limit;
  private final LongSupplier nanoTime;
  private final Map<String, RateLimiter> senders = new ConcurrentHashMap<>();
  private final RateLimiterConfig config;

  /**
   * Gives everybody the same.
   *
   * @param limit requests a second, at least 1
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public RequestRates(int limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.config =
        RateLimiterConfig.custom()
            .limitForPeriod(limit)
            .limitRefreshPeriod(PERIOD)
            .timeoutDuration(
                Duration.ZERO) // a request that waits takes memory, one that is told does not
            .build();
  }

  /** Asks for one request of a sender's. */
  Share take(String sender) {
    if (senders.size() >= MOST && !senders.containsKey(sender)) {
      forgetIdle();
    }
    RateLimiter limiter =
        senders.computeIfAbsent(sender, name -> RateLimiter.of(name, config, nanoTime::getAsLong));
    boolean given = limiter.acquirePermission();
    return new Share(given, limit, Math.max(0, limiter.getMetrics().getAvailablePermissions()));
  }

  /** Whoever has all of its share again is as good as new. */
  private void forgetIdle() {
    senders.values().removeIf(one -> one.getMetrics().getAvailablePermissions() >= limit);
  }

  /** How many senders are remembered. */
  int remembered() {
    return senders.size();
  }
}
