package io.kiln.resources.software;

import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Progress;
import java.util.Optional;

/** The steps of a deployment, for both of its forms. */
record Deployments(HostCalls hosts, SoftwareConfigs configs) {

  Deployments(HostAgents agents, SoftwareConfigs configs) {
    this(new HostCalls(agents), configs);
  }

  Progress<DeploymentAttributes> create(Deployment wanted, Context context) {
    return run(wanted, "CREATE", context, Optional.empty());
  }

  /** What was never complete is deployed as if it were new. */
  Progress<DeploymentAttributes> update(
      Optional<DeploymentAttributes> before, Deployment wanted, Context context) {
    return run(wanted, before.isPresent() ? "UPDATE" : "CREATE", context, before);
  }

  Progress<DeploymentAttributes> delete(Deployment existing, Context context) {
    return new DeploymentRun(
            hosts, configs, existing, "DELETE", context, _ -> new Progress.Gone<>())
        .take();
  }

  /** For an action that changes nothing of what is wanted. */
  Progress<DeploymentAttributes> act(
      String action, Deployment existing, Optional<DeploymentAttributes> before, Context context) {
    return run(existing, action, context, before);
  }

  private Progress<DeploymentAttributes> run(
      Deployment wanted, String action, Context context, Optional<DeploymentAttributes> before) {
    return new DeploymentRun(
            hosts,
            configs,
            wanted,
            action,
            context,
            attributes ->
                new Progress.Done<>(
                    DeploymentRun.physicalId(context),
                    attributes.equals(DeploymentAttributes.NOTHING_RUN)
                        ? before.orElse(attributes)
                        : attributes))
        .take();
  }
}
