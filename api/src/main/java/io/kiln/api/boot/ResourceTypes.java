package io.kiln.api.boot;

import io.kiln.resources.container.ContainerService;
import io.kiln.resources.core.None;
import io.kiln.resources.core.RandomString;
import io.kiln.resources.core.TestResource;
import io.kiln.resources.core.ValueResource;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostDirectory;
import io.kiln.resources.host.HostResource;
import io.kiln.resources.host.Role;
import io.kiln.resources.software.SoftwareConfig;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.SoftwareDeployment;
import io.kiln.resources.software.StructuredConfig;
import io.kiln.resources.software.StructuredDeployment;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedResource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The resource types an installation has. */
final class ResourceTypes {

  private ResourceTypes() {}

  static ResourceCatalog catalog(HostAgents agents, HostDirectory hosts, SoftwareConfigs configs) {
    List<TypedResource<?, ?>> types =
        Stream.<Resource<?, ?>>of(
                new ContainerService(agents),
                new HostResource(hosts),
                new None(),
                new RandomString(),
                new Role(hosts),
                new SoftwareConfig(configs),
                new SoftwareDeployment(agents, configs),
                new StructuredConfig(configs),
                new StructuredDeployment(agents, configs),
                new TestResource(),
                new ValueResource())
            .<TypedResource<?, ?>>map(TypedResource::of)
            .toList();
    return new ResourceCatalog(types, Map.of());
  }
}
