package io.kiln.resources.software;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Stable;
import io.kiln.templates.value.Value;
import java.util.List;

/**
 * A config in the form of a text, see Heat's SoftwareConfig. Immutable: a change makes another one.
 */
@ResourceType(
    value = "OS::Heat::SoftwareConfig",
    aliases = {"Kiln::SoftwareConfig", "SoftwareConfig"},
    doc = "A text for a hook, such as a script, with its inputs and outputs; deployments run it.")
public final class SoftwareConfig
    extends ConfigResource<SoftwareConfig.Properties, SoftwareConfig.Attributes> {

  /** Stores configs here. */
  public SoftwareConfig(SoftwareConfigs configs) {
    super(configs);
  }

  /** The config. */
  public record Properties(
      @Doc("The hook it is for, such as script.") @Default("\"Heat::Ungrouped\"") String group,
      @Doc("The text.") @Default("\"\"") Value.Text config,
      @Doc("Options for the hook.") @Default("{}") Value.MapOf options,
      @Doc("Values it takes.") @Default("[]") List<ConfigInput> inputs,
      @Doc("Values it gives.") @Default("[]") List<ConfigOutput> outputs)
      implements Given {}

  /** The config again. */
  public record Attributes(@Doc("The config.") @Stable Value.Text config) {}

  @Override
  Attributes exposed(Properties given) {
    return new Attributes(given.config());
  }
}
