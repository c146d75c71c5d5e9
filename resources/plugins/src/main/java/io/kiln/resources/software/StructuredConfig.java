package io.kiln.resources.software;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Stable;
import io.kiln.templates.value.Value;
import java.util.List;

/**
 * A config in the form of a map, see Heat's StructuredConfig. Immutable: a change makes another
 * one.
 */
@ResourceType(
    value = "OS::Heat::StructuredConfig",
    aliases = {"Kiln::StructuredConfig", "StructuredConfig"},
    doc = "A map for a hook, with its inputs and outputs; deployments hand it over.")
public final class StructuredConfig
    extends ConfigResource<StructuredConfig.Properties, StructuredConfig.Attributes> {

  /** Stores configs here. */
  public StructuredConfig(SoftwareConfigs configs) {
    super(configs);
  }

  /** The config. */
  public record Properties(
      @Doc("The hook it is for, such as script.") @Default("\"Heat::Ungrouped\"") String group,
      @Doc("The map; {get_input: name} in it is replaced.") @Default("{}") Value.MapOf config,
      @Doc("Options for the hook.") @Default("{}") Value.MapOf options,
      @Doc("Values it takes.") @Default("[]") List<ConfigInput> inputs,
      @Doc("Values it gives.") @Default("[]") List<ConfigOutput> outputs)
      implements Given {}

  /** The config again. */
  public record Attributes(@Doc("The config.") @Stable Value.MapOf config) {}

  @Override
  Attributes exposed(Properties given) {
    return new Attributes(given.config());
  }
}
