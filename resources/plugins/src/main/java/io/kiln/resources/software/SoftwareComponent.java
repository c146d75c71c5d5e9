package io.kiln.resources.software;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Stable;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Configs by action, kept as one; see Heat's SoftwareComponent. Immutable: a change makes another
 * one.
 */
@ResourceType(
    value = "OS::Heat::SoftwareComponent",
    doc = "Several configs, each for some of the actions of a deployment.")
public final class SoftwareComponent
    implements Resource<SoftwareComponent.Properties, SoftwareComponent.Attributes> {

  /** How stored configs that are components are told from others; Heat's word. */
  static final String GROUP = "component";

  private final ConfigKeeping keeping;

  /** Stores configs here. */
  public SoftwareComponent(SoftwareConfigs configs) {
    this.keeping = new ConfigKeeping(configs);
  }

  /** The configs. */
  public record Properties(
      @Doc("A config for each action.") List<Config> configs,
      @Doc("Values they take.") @Default("[]") List<ConfigInput> inputs,
      @Doc("Values they give.") @Default("[]") List<ConfigOutput> outputs,
      @Doc("Options for the hooks.") @Default("{}") Value.MapOf options) {}

  /** One of them. */
  public record Config(
      @Doc("When it runs.")
          @Default("[\"CREATE\", \"UPDATE\"]")
          @Allowed({"CREATE", "UPDATE", "DELETE", "SUSPEND", "RESUME"})
          List<String> actions,
      @Doc("The text.") Value config,
      @Doc("The hook it is for, such as script.") String tool) {

    Value value() {
      Map<String, Value> shown = new LinkedHashMap<>();
      shown.put("actions", Value.list(actions.stream().map(Value::text).toList()));
      shown.put("config", config);
      shown.put("tool", Value.text(tool));
      return Value.map(shown);
    }
  }

  /** The configs again. */
  public record Attributes(@Doc("The configs.") @Stable Value.ListOf configs) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    Optional<String> twice = twice(wanted.configs());
    if (twice.isPresent()) {
      return new Progress.Failed<>(
          Optional.empty(),
          "Defining more than one configuration for the same action in SoftwareComponent \"%s\" is"
                  .formatted(context.path())
              + " not allowed: "
              + twice.get(),
          false);
    }
    Value.ListOf configs =
        Value.list(new ArrayList<>(wanted.configs().stream().map(Config::value).toList()));
    String id =
        keeping.keep(
            GROUP,
            Value.map(Map.of("configs", configs)),
            wanted.inputs(),
            wanted.outputs(),
            wanted.options(),
            context);
    return new Progress.Done<>(id, new Attributes(configs));
  }

  private static Optional<String> twice(List<Config> configs) {
    Set<String> seen = new HashSet<>();
    return configs.stream()
        .flatMap(config -> config.actions().stream())
        .filter(action -> !seen.add(action))
        .findFirst();
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    keeping.remove(context);
    return new Progress.Gone<>();
  }
}
