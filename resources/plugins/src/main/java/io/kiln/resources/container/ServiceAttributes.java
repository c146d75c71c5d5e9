package io.kiln.resources.container;

import io.kiln.resources.spi.Doc;
import java.util.List;

/** What a container service exposes. */
public record ServiceAttributes(
    @Doc("Its containers, one a host.") List<ServiceContainer> containers,
    @Doc("The hosts it runs on.") List<String> hosts,
    @Doc("The containers' names, in the order of the hosts.") List<String> names,
    @Doc("The image it runs from.") String image) {

  /** One container; its health is "healthy", or "running" when it has no check. */
  public record ServiceContainer(
      String host, String name, String id, String image, String imageId, String health) {}

  static ServiceAttributes of(ServiceProperties wanted, List<ServiceContainer> containers) {
    return new ServiceAttributes(
        containers,
        wanted.hosts(),
        containers.stream().map(ServiceContainer::name).toList(),
        wanted.image());
  }
}
