package io.kiln.resources.software;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
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
    implements Resource<SoftwareConfig.Properties, SoftwareConfig.Attributes> {

  private final ConfigKeeping keeping;

  /** Stores configs here. */
  public SoftwareConfig(SoftwareConfigs configs) {
    this.keeping = new ConfigKeeping(configs);
  }

  /** The config. */
  public record Properties(
      @Doc("The hook it is for, such as script.") @Default("\"Heat::Ungrouped\"") String group,
      @Doc("The text.") @Default("\"\"") Value.Text config,
      @Doc("Options for the hook.") @Default("{}") Value.MapOf options,
      @Doc("Values it takes.") @Default("[]") List<ConfigInput> inputs,
      @Doc("Values it gives.") @Default("[]") List<ConfigOutput> outputs) {}

  /** The config again. */
  public record Attributes(@Doc("The config.") @Stable Value.Text config) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    String id =
        keeping.keep(
            wanted.group(),
            wanted.config(),
            wanted.inputs(),
            wanted.outputs(),
            wanted.options(),
            context);
    return new Progress.Done<>(id, new Attributes(wanted.config()));
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    keeping.remove(context);
    return new Progress.Gone<>();
  }
}
