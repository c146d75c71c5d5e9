package io.kiln.resources.group;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands a config in the form of a map to several hosts; see Heat's StructuredDeploymentGroup. */
@ResourceType(
    value = "OS::Heat::StructuredDeploymentGroup",
    aliases = {"OS::Heat::StructuredDeployments", "Kiln::StructuredDeploymentGroup"},
    doc = "Runs a structured config on several hosts: a deployment for each.",
    anyAttribute = true)
public final class StructuredDeploymentGroup
    extends DeploymentGroup<StructuredDeploymentGroup.Properties> {

  /** A group of deployments. */
  public StructuredDeploymentGroup() {
    super("OS::Heat::StructuredDeployment");
  }

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
          String signalTransport,
      @Doc("The key of maps in the config that name an input.") @Default("\"get_input\"") @Updatable
          String inputKey,
      @Doc("STRICT: an input without a value is a mistake; LAX: it is null.")
          @Default("\"LAX\"")
          @Updatable
          @Allowed({"LAX", "STRICT"})
          String inputValuesValidate)
      implements Given {

    @Override
    public Map<String, Value> shared() {
      Map<String, Value> shared = new LinkedHashMap<>();
      config.ifPresent(id -> shared.put("config", id));
      shared.put("input_values", inputValues);
      shared.put("actions", Value.list(actions.stream().map(Value::text).toList()));
      name.ifPresent(text -> shared.put("name", Value.text(text)));
      shared.put("signal_transport", Value.text(signalTransport));
      shared.put("input_key", Value.text(inputKey));
      shared.put("input_values_validate", Value.text(inputValuesValidate));
      return shared;
    }
  }
}
