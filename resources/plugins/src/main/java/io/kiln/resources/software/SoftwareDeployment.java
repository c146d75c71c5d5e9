package io.kiln.resources.software;

import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.UnknownHost;
import io.kiln.resources.signal.PublicAddress;
import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Check;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** Runs a config on a host; see Heat's SoftwareDeployment. */
@ResourceType(
    value = "OS::Heat::SoftwareDeployment",
    aliases = {"Kiln::SoftwareDeployment", "SoftwareDeployment"},
    doc =
        "Runs a software config on a host, with values for its inputs; complete when it succeeded.",
    updatesFailed = true,
    anyAttribute = true,
    listens = true)
public final class SoftwareDeployment extends ConfigDeployment<SoftwareDeployment.Properties> {

  /**
   * Reaches hosts through these agents, and finds configs here.
   *
   * @param board where others learn of deployments
   * @param address where machines without an agent say what came of theirs
   */
  public SoftwareDeployment(
      HostAgents agents, SoftwareConfigs configs, DeploymentBoard board, PublicAddress address) {
    super(agents, configs, board, address);
  }

  /** What to run where. */
  public record Properties(
      @Doc("The host to run on.") @Check(UnknownHost.NAME) String server,
      @Doc("The id of the config.") @Updatable Optional<String> config,
      @Doc("Values for its inputs.") @Default("{}") @Updatable Value.MapOf inputValues,
      @Doc("When it runs; never by itself when empty.")
          @Default("[\"CREATE\", \"UPDATE\"]")
          @Updatable
          @Allowed({"CREATE", "UPDATE", "DELETE", "SUSPEND", "RESUME"})
          List<String> actions,
      @Doc("Its name; by default the config's.") @Updatable Optional<String> name,
      @Doc(
              "NO_SIGNAL: not waited for. Joined hosts answer Kiln directly, whatever else is said"
                  + " here; other machines signal the resource.")
          @Default("\"CFN_SIGNAL\"")
          @Allowed({"CFN_SIGNAL", "TEMP_URL_SIGNAL", "HEAT_SIGNAL", "NO_SIGNAL", "ZAQAR_SIGNAL"})
          String signalTransport)
      implements Given {

    @Override
    public Deployment deployment() {
      return new Deployment(
          server,
          config,
          inputValues,
          actions,
          name,
          signalTransport,
          (config, _) -> config instanceof Value.Text(String text, _) ? text : Json.write(config));
    }
  }
}
