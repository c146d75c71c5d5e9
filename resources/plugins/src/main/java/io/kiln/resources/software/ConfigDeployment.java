package io.kiln.resources.software;

import io.kiln.resources.host.HostAgents;
import io.kiln.resources.signal.PublicAddress;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.TakesSignals;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Set;

/**
 * What types that bring a config to a host have in common.
 *
 * @param <P> what such a type is given
 */
abstract sealed class ConfigDeployment<P extends Record & ConfigDeployment.Given>
    implements Resource<P, DeploymentAttributes>, TakesSignals<P>
    permits SoftwareDeployment, StructuredDeployment {

  private final Deployments deployments;

  ConfigDeployment(
      HostAgents agents, SoftwareConfigs configs, DeploymentBoard board, PublicAddress address) {
    this.deployments = new Deployments(agents, configs, board, address);
  }

  /** What to bring where. */
  interface Given {

    String server();

    Deployment deployment();
  }

  @Override
  public Progress<DeploymentAttributes> create(P wanted, Context context) {
    return deployments.create(wanted.deployment(), context);
  }

  @Override
  public Progress<DeploymentAttributes> update(
      Existing<P, DeploymentAttributes> existing, P wanted, Context context) {
    return deployments.update(existing.attributes(), wanted.deployment(), context);
  }

  @Override
  public Progress<DeploymentAttributes> delete(
      Existing<P, DeploymentAttributes> existing, Context context) {
    return deployments.delete(existing.properties().deployment(), context);
  }

  @Override
  public Set<String> hosts(P given) {
    return DeploymentSignals.mayCome(given.server()) ? Set.of() : Set.of(given.server());
  }

  /** What a machine without an agent says of it. */
  @Override
  public Reception signal(P given, Value.MapOf heard, Value details, Instant now) {
    return new DeploymentSignals(heard).with(given.deployment(), details);
  }

  /** Runs the config when its {@code actions} say so. */
  @Override
  public Progress<DeploymentAttributes> suspend(
      Existing<P, DeploymentAttributes> existing, Context context) {
    return deployments.act(
        "SUSPEND", existing.properties().deployment(), existing.attributes(), context);
  }

  /** Runs the config when its {@code actions} say so. */
  @Override
  public Progress<DeploymentAttributes> resume(
      Existing<P, DeploymentAttributes> existing, Context context) {
    return deployments.act(
        "RESUME", existing.properties().deployment(), existing.attributes(), context);
  }
}
