package io.kiln.resources;

import io.kiln.resources.baremetal.BareMetalServer;
import io.kiln.resources.baremetal.Ironic;
import io.kiln.resources.container.ContainerService;
import io.kiln.resources.core.Delay;
import io.kiln.resources.core.None;
import io.kiln.resources.core.RandomString;
import io.kiln.resources.core.TestResource;
import io.kiln.resources.core.ValueResource;
import io.kiln.resources.group.AutoScalingGroup;
import io.kiln.resources.group.CloudFormationAutoScalingGroup;
import io.kiln.resources.group.CloudFormationStack;
import io.kiln.resources.group.HeatStack;
import io.kiln.resources.group.InstanceGroup;
import io.kiln.resources.group.LaunchConfiguration;
import io.kiln.resources.group.ResourceChain;
import io.kiln.resources.group.ResourceGroup;
import io.kiln.resources.group.SoftwareDeploymentGroup;
import io.kiln.resources.group.StructuredDeploymentGroup;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostDirectory;
import io.kiln.resources.host.HostResource;
import io.kiln.resources.host.Role;
import io.kiln.resources.host.UnknownHost;
import io.kiln.resources.signal.AccessPolicy;
import io.kiln.resources.signal.CloudFormationScalingPolicy;
import io.kiln.resources.signal.CloudFormationWaitCondition;
import io.kiln.resources.signal.CloudFormationWaitConditionHandle;
import io.kiln.resources.signal.HaRestarter;
import io.kiln.resources.signal.PublicAddress;
import io.kiln.resources.signal.ScalingPolicy;
import io.kiln.resources.signal.UpdateWaitConditionHandle;
import io.kiln.resources.signal.WaitCondition;
import io.kiln.resources.signal.WaitConditionHandle;
import io.kiln.resources.software.CloudConfig;
import io.kiln.resources.software.DeployedServer;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.resources.software.MultipartMime;
import io.kiln.resources.software.SoftwareComponent;
import io.kiln.resources.software.SoftwareConfig;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.SoftwareDeployment;
import io.kiln.resources.software.StructuredConfig;
import io.kiln.resources.software.StructuredDeployment;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.resources.spi.binding.ValueCheck;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All resource types that ship, for whoever puts an installation together. */
public final class Plugins {

  private Plugins() {}

  /** The handlers of all types, on these ports. */
  public static List<ResourceHandler> all(
      HostDirectory hosts,
      HostAgents agents,
      SoftwareConfigs configs,
      DeploymentBoard board,
      Ironic ironic,
      PublicAddress address) {
    Stream<ResourceHandler> single =
        Stream.<Resource<?, ?>>of(
                new None(),
                new ValueResource(),
                new RandomString(),
                new TestResource(),
                new Delay(),
                new HostResource(hosts),
                new Role(hosts),
                new ContainerService(agents),
                new SoftwareConfig(configs),
                new StructuredConfig(configs),
                new SoftwareDeployment(agents, configs, board, address),
                new StructuredDeployment(agents, configs, board, address),
                new SoftwareComponent(configs),
                new CloudConfig(configs),
                new MultipartMime(configs),
                new DeployedServer(hosts),
                new LaunchConfiguration(),
                new AccessPolicy(),
                new HaRestarter(address),
                new ScalingPolicy(address),
                new CloudFormationScalingPolicy(address),
                new WaitCondition(),
                new WaitConditionHandle(address),
                new UpdateWaitConditionHandle(address),
                new CloudFormationWaitCondition(),
                new CloudFormationWaitConditionHandle(address),
                new BareMetalServer(ironic))
            .<ResourceHandler>map(TypedResource::of);
    Stream<ResourceHandler> groups =
        Stream.<Group<?, ?>>of(
                new AutoScalingGroup(),
                new CloudFormationAutoScalingGroup(),
                new InstanceGroup(),
                new HeatStack(),
                new CloudFormationStack(),
                new ResourceGroup(),
                new ResourceChain(),
                new SoftwareDeploymentGroup(),
                new StructuredDeploymentGroup())
            .map(TypedGroup::of);
    return Stream.concat(single, groups).toList();
  }

  /** The named checks that the types' schemas use. */
  public static Map<String, ValueCheck> checks(HostDirectory hosts) {
    return Map.of(UnknownHost.NAME, new UnknownHost(hosts));
  }
}
