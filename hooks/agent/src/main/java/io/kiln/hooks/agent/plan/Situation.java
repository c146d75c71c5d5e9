package io.kiln.hooks.agent.plan;

import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.ObservedContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a plan depends on.
 *
 * @param wanted the container as it shall be
 * @param envFilesHash digest of its environment files as they are now; empty without any
 * @param imageId of the wanted image on this host, if it is here
 * @param pulled whether the image was fetched for this very plan
 * @param mine the containers of its identity, one-shots left out
 * @param nameHolder whichever container is known to have the wanted name now
 * @param altered by the id of a container of {@code mine}, the settings that were altered since it
 *     was made; only known when somebody looked closely
 */
public record Situation(
    ContainerSpec wanted,
    String envFilesHash,
    Optional<String> imageId,
    boolean pulled,
    List<ObservedContainer> mine,
    Optional<ObservedContainer> nameHolder,
    Map<String, List<String>> altered) {

  public Situation {
    mine = List.copyOf(mine);
    altered = Map.copyOf(altered);
  }

  /** Without a close look. */
  public Situation(
      ContainerSpec wanted,
      String envFilesHash,
      Optional<String> imageId,
      boolean pulled,
      List<ObservedContainer> mine,
      Optional<ObservedContainer> nameHolder) {
    this(wanted, envFilesHash, imageId, pulled, mine, nameHolder, Map.of());
  }
}
