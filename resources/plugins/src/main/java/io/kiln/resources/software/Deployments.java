package io.kiln.resources.software;

import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.signal.PublicAddress;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Progress;
import java.util.Optional;

/** The steps of a deployment, for both of its forms. */
record Deployments(
    HostCalls hosts, SoftwareConfigs configs, DeploymentBoard board, PublicAddress address) {

  Deployments(
      HostAgents agents, SoftwareConfigs configs, DeploymentBoard board, PublicAddress address) {
    this(new HostCalls(agents), configs, board, address);
  }

  Progress<DeploymentAttributes> create(Deployment wanted, Context context) {
    return run(wanted, "CREATE", 0, context, Optional.empty());
  }

  /** What was never complete is deployed as if it were new. */
  Progress<DeploymentAttributes> update(
      Optional<DeploymentAttributes> before, Deployment wanted, Context context) {
    return run(wanted, before.isPresent() ? "UPDATE" : "CREATE", heard(context), context, before);
  }

  Progress<DeploymentAttributes> delete(Deployment existing, Context context) {
    BoardEntry entry = entry(existing, context);
    return new DeploymentRun(
            hosts,
            configs,
            existing,
            "DELETE",
            heard(context),
            context,
            entry,
            _ -> {
              entry.gone();
              return new Progress.Gone<>();
            })
        .take();
  }

  /** For an action that changes nothing of what is wanted. */
  Progress<DeploymentAttributes> act(
      String action, Deployment existing, Optional<DeploymentAttributes> before, Context context) {
    return run(existing, action, heard(context), context, before);
  }

  private BoardEntry entry(Deployment deployment, Context context) {
    return new BoardEntry(board, address, deployment, context);
  }

  /** Signals that came for what was deployed before. */
  private static long heard(Context context) {
    return new DeploymentSignals(context.signalled()).count();
  }

  private Progress<DeploymentAttributes> run(
      Deployment wanted,
      String action,
      long heardBefore,
      Context context,
      Optional<DeploymentAttributes> before) {
    return new DeploymentRun(
            hosts,
            configs,
            wanted,
            action,
            heardBefore,
            context,
            entry(wanted, context),
            attributes ->
                new Progress.Done<>(
                    DeploymentRun.physicalId(context),
                    attributes.equals(DeploymentAttributes.NOTHING_RUN)
                        ? before.orElse(attributes)
                        : attributes))
        .take();
  }
}
