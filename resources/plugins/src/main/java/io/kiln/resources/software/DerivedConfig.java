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
import java.util.Optional;
import java.util.SequencedMap;
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
        name(),
        source.group(),
        config,
        inputs(),
        source.outputs().stream()
            .map(output -> new DeploymentItem.Output(output.name(), output.type()))
            .toList(),
        options(),
        TIMEOUT);
  }

  /** It is sorted by this among all that a server is to run. */
  String name() {
    return deployment.name().orElse(source.name());
  }

  /**
   * The same as Heat shows it: a config whose inputs have their values, secret ones too, since
   * whoever runs it needs them.
   *
   * @param text the text the hook gets; of a structured config a map again
   * @param signalUrl where to say what came of it
   */
  Value.MapOf document(String text, Optional<String> signalUrl) {
    SequencedMap<String, Value> document = new LinkedHashMap<>();
    document.put(
        "config", source.config() instanceof Value.Text ? Value.text(text) : Json.parse(text));
    document.put("inputs", shownInputs(signalUrl));
    document.put(
        "outputs",
        Value.list(
            source.outputs().stream()
                .<Value>map(
                    output ->
                        entry(
                            output.name(),
                            output.type(),
                            output.description(),
                            "error_output",
                            Value.bool(output.errorOutput())))
                .toList()));
    document.put("options", source.options());
    return Value.map(document);
  }

  private Value shownInputs(Optional<String> signalUrl) {
    List<Value> inputs = new ArrayList<>();
    Set<String> declared = new HashSet<>();
    Map<String, Value> values = values();
    for (StoredConfig.Input input : source.inputs()) {
      declared.add(input.name());
      inputs.add(
          entry(
              input.name(),
              input.type(),
              input.description(),
              "value",
              values.getOrDefault(input.name(), Value.nothing())));
    }
    Map<String, Value> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(declared);
    builtIn().forEach((name, builtIn) -> others.put(name, Value.text(builtIn)));
    signalUrl.ifPresent(
        url -> {
          others.put("deploy_signal_id", Value.text(url));
          others.put("deploy_signal_verb", Value.text("POST"));
        });
    others.forEach((name, value) -> inputs.add(entry(name, "String", "", "value", value)));
    return Value.list(inputs);
  }

  private static Value.MapOf entry(
      String name, String type, String description, String last, Value value) {
    SequencedMap<String, Value> entry = new LinkedHashMap<>();
    entry.put("name", Value.text(name));
    entry.put("type", Value.text(type));
    if (!description.isEmpty()) {
      entry.put("description", Value.text(description));
    }
    entry.put(last, value);
    return Value.map(entry);
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
