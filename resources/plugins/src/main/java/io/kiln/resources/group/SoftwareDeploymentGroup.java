package io.kiln.resources.group;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a config on several hosts; see Heat's SoftwareDeploymentGroup. */
@ResourceType(
    value = "OS::Heat::SoftwareDeploymentGroup",
    aliases = {"OS::Heat::SoftwareDeployments", "Kiln::SoftwareDeploymentGroup"},
    doc = "Runs a software config on several hosts: a deployment for each.",
    anyAttribute = true)
public final class SoftwareDeploymentGroup
    implements Group<SoftwareDeploymentGroup.Properties, SoftwareDeploymentGroup.Attributes> {

  /** What to run where. */
  public record Properties(
      @Doc("The hosts to run on, by a name for each.") @Default("{}") @Updatable
          Value.MapOf servers,
      @Doc("The id of the config.") @Updatable Optional<Value.Text> config,
      @Doc("Values for its inputs.") @Default("{}") @Updatable Value.MapOf inputValues,
      @Doc("When it runs; never by itself when empty.")
          @Default("[\"CREATE\", \"UPDATE\"]")
          @Updatable
          @Allowed({"CREATE", "UPDATE", "DELETE", "SUSPEND", "RESUME"})
          List<String> actions,
      @Doc("The name of the deployments; by default the config's.") @Updatable
          Optional<String> name,
      @Doc("NO_SIGNAL: not waited for.")
          @Default("\"CFN_SIGNAL\"")
          @Allowed({"CFN_SIGNAL", "TEMP_URL_SIGNAL", "HEAT_SIGNAL", "NO_SIGNAL", "ZAQAR_SIGNAL"})
          String signalTransport) {

    Map<String, Value> shared() {
      Map<String, Value> shared = new LinkedHashMap<>();
      config.ifPresent(id -> shared.put("config", id));
      shared.put("input_values", inputValues);
      shared.put("actions", Value.list(actions.stream().map(Value::text).toList()));
      name.ifPresent(text -> shared.put("name", Value.text(text)));
      shared.put("signal_transport", Value.text(signalTransport));
      return shared;
    }
  }

  /** What came back, by host. */
  public record Attributes(
      @Doc("What each wrote to its standard output.") Value deployStdouts,
      @Doc("What each wrote to its standard error.") Value deployStderrs,
      @Doc("The code each ended with.") Value deployStatusCodes) {}

  @Override
  public Unfolded unfold(Properties wanted, Value.MapOf policy, Past past) {
    return DeploymentMembers.unfold(
        "OS::Heat::SoftwareDeployment", wanted.servers(), wanted.shared(), policy, past.creating());
  }

  @Override
  public Value attribute(String name, Members members) {
    return DeploymentMembers.attribute(name, members);
  }

  /** What comes back is kept by host, and a path leads into that map first. */
  @Override
  public boolean spreads(String attribute) {
    return false;
  }
}
