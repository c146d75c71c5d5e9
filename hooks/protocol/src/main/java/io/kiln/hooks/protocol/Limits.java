package io.kiln.hooks.protocol;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How much of its host a container may use.
 *
 * @param ulimits by name, such as {@code nofile}
 */
public record Limits(
    OptionalLong memoryBytes, OptionalLong cpuShares, Map<String, Ulimit> ulimits) {

  /** Whatever the engine allows. */
  public static final Limits NONE =
      new Limits(OptionalLong.empty(), OptionalLong.empty(), Map.of());

  public Limits {
    ulimits = Map.copyOf(ulimits);
  }

  /** A resource limit of the kernel; -1 means unlimited. */
  public record Ulimit(long soft, long hard) {}
}
