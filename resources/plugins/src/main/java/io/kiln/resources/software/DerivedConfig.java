package io.kiln.resources.software;

import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.resources.spi.Context;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The config a hook gets: the source's text with the deployment's inputs and Heat's built-in ones.
 * Pure. Follows {@code _build_derived_config_params} of Heat's software deployment.
 */
record DerivedConfig(StoredConfig source, Deployment deployment, String action, Context context) {

  /** Heat bounds deployments by the stack's timeout only, an hour by default. */
  private static final Duration TIMEOUT = Duration.ofHours(1);

  /**
   * What the agent carries out.
   *
   * @param id names this run
   * @param config the text the hook gets
   * @throws IllegalArgumentException when a name in the config cannot be used
   */
  DeploymentItem item(String id, String config) {
    return new DeploymentItem(
        id,
        deployment.name().orElse(source.name()),
        source.group(),
        config,
        inputs(),
        source.outputs().stream()
            .map(output -> new DeploymentItem.Output(output.name(), output.type()))
            .toList(),
        options(),
        TIMEOUT);
  }

  /** The values of declared inputs, and of those the deployment gives in addition. */
  Map<String, Value> values() {
    Map<String, Value> values = new LinkedHashMap<>();
    for (StoredConfig.Input input : source.inputs()) {
      Value given = deployment.inputValues().get(input.name());
      values.put(
          input.name(), given instanceof Value.Null ? input.defaultValue().orElse(given) : given);
    }
    deployment.inputValues().entries().forEach(values::putIfAbsent);
    return values;
  }

  private List<DeploymentItem.Input> inputs() {
    List<DeploymentItem.Input> inputs = new ArrayList<>();
    Set<String> declared = new HashSet<>();
    Map<String, Value> values = values();
    for (StoredConfig.Input input : source.inputs()) {
      declared.add(input.name());
      inputs.add(
          input(input.name(), input.type(), values.getOrDefault(input.name(), Value.nothing())));
    }
    values.forEach(
        (name, value) -> {
          if (!declared.contains(name)) {
            inputs.add(input(name, "String", value));
          }
        });
    builtIn().forEach((name, text) -> inputs.add(input(name, "String", Value.text(text))));
    return inputs;
  }

  private Map<String, String> builtIn() {
    Map<String, String> builtIn = new LinkedHashMap<>();
    String path = context.path();
    builtIn.put("deploy_server_id", deployment.server());
    builtIn.put("deploy_action", action);
    builtIn.put("deploy_stack_id", context.stack().name() + "/" + context.stack().id());
    builtIn.put("deploy_resource_name", path.substring(path.lastIndexOf('/') + 1));
    builtIn.put("deploy_signal_transport", deployment.signalTransport());
    return builtIn;
  }

  private Map<String, JsonNode> options() {
    Map<String, JsonNode> options = new LinkedHashMap<>();
    source.options().entries().forEach((name, value) -> options.put(name, json(value)));
    return options;
  }

  private static DeploymentItem.Input input(String name, String type, Value value) {
    return new DeploymentItem.Input(name, type, json(value), value.sensitive());
  }

  private static JsonNode json(Value value) {
    return ProtocolJson.MAPPER.readTree(Json.write(value));
  }
}
