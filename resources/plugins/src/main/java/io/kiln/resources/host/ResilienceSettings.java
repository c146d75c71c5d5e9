package io.kiln.resources.host;

import java.time.Duration;

/**
 * How calls to a host are guarded.
 *
 * @param deadline for one call, on top of what the call itself is told to wait
 * @param attempts for one call, the first included; every call may be repeated, because operations
 *     are known by their token
 * @param backOff before the second attempt; doubled for each further one, with jitter
 * @param concurrentCalls to one host; further calls wait for the deadline and then give up
 * @param window how many of the last calls are looked at
 * @param failureRate percentage of them that must have failed for the host to be left alone
 * @param openFor how long a host is left alone before one call is let through to try
 */
public record ResilienceSettings(
    Duration deadline,
    int attempts,
    Duration backOff,
    int concurrentCalls,
    int window,
    float failureRate,
    Duration openFor) {

  /** Waits cost next to nothing on virtual threads, so the limit only stops a runaway. */
  private static final int CONCURRENT_CALLS = 256;

  /** A host that is lost for good costs a call every five seconds. */
  public static final ResilienceSettings DEFAULT =
      new ResilienceSettings(
          Duration.ofSeconds(10),
          3,
          Duration.ofMillis(100),
          CONCURRENT_CALLS,
          10,
          50f,
          Duration.ofSeconds(5));
}
