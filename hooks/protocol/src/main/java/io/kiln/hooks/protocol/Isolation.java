package io.kiln.hooks.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container may do to its host.
 *
 * @param capAdd Linux capabilities on top of the engine's default
 * @param capDrop capabilities taken away
 * @param pid {@code host} or absent
 * @param ipc {@code host}, {@code private}, {@code shareable} or absent for the engine's default
 * @param uts {@code host} or absent
 */
public record Isolation(
    boolean privileged,
    List<String> capAdd,
    List<String> capDrop,
    List<String> securityOpt,
    Optional<String> pid,
    Optional<String> ipc,
    Optional<String> uts,
    Map<String, String> sysctls) {

  /** As the engine isolates a container that asks for nothing. */
  public static final Isolation DEFAULT =
      new Isolation(
          false,
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  public Isolation {
    capAdd = List.copyOf(capAdd);
    capDrop = List.copyOf(capDrop);
    securityOpt = List.copyOf(securityOpt);
    sysctls = Map.copyOf(sysctls);
  }
}
