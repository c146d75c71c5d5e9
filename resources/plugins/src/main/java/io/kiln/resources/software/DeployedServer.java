package io.kiln.resources.software;

import io.kiln.resources.host.HostDirectory;
import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.util.Optional;

/**
 * Stands for a machine that runs already; see Heat's DeployedServer. Where the name is that of a
 * host that has joined, it is this host: deployments on the resource run there.
 */
@ResourceType(
    value = "OS::Heat::DeployedServer",
    doc =
        "Stands for a machine that runs already. With the name of a joined host it is that host,"
            + " and get_resource gives the name; otherwise it gives an id.")
public final class DeployedServer
    implements Resource<DeployedServer.Properties, DeployedServer.Attributes> {

  private final HostDirectory hosts;

  /** Knows the joined hosts from here. */
  public DeployedServer(HostDirectory hosts) {
    this.hosts = hosts;
  }

  /** Which machine. */
  public record Properties(
      @Doc("The machine's name; by default one made of the resource's.") Optional<String> name,
      @Doc("Taken for Heat's sake: hosts of Kiln are told by their worker.")
          @Default("\"POLL_SERVER_CFN\"")
          @Allowed({"POLL_SERVER_CFN", "POLL_SERVER_HEAT", "POLL_TEMP_URL", "ZAQAR_MESSAGE"})
          @Updatable
          String softwareConfigTransport,
      @Doc("Taken for Heat's sake: no object store is used.") @Updatable
          Optional<SwiftData> deploymentSwiftData,
      @Doc("Taken for Heat's sake; deprecated there.") Optional<Value.MapOf> metadata) {}

  /** Where Heat would put deployments. */
  public record SwiftData(
      @Doc("The container.") Optional<String> container,
      @Doc("The object.") Optional<String> object) {}

  /** What is known of it. */
  public record Attributes(
      @Doc("The machine's name.") String name,
      @Doc("Settings for an os-collect-config that polls; empty, since none has to.")
          Value.MapOf osCollectConfig) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    String name = wanted.name().orElseGet(() -> context.physicalName(255));
    String id =
        hosts.find(name).isPresent() ? name : StableId.of("deployed-server", context.resourceId());
    return new Progress.Done<>(id, new Attributes(name, Value.MapOf.EMPTY));
  }

  @Override
  public Progress<Attributes> update(
      Existing<Properties, Attributes> existing, Properties wanted, Context context) {
    return create(wanted, context);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
