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
 * A config in the form of a map, see Heat's StructuredConfig. Immutable: a change makes another
 * one.
 */
@ResourceType(
    value = "OS::Heat::StructuredConfig",
    aliases = {"Kiln::StructuredConfig", "StructuredConfig"},
    doc = "A map for a hook, with its inputs and outputs; deployments hand it over.")
public final class StructuredConfig
    implements Resource<StructuredConfig.Properties, StructuredConfig.Attributes> {

  private final ConfigKeeping keeping;

  /** Stores configs here. */
  public StructuredConfig(SoftwareConfigs configs) {
    this.keeping = new ConfigKeeping(configs);
  }

  /** The config. */
  public record Properties(
      @Doc("The hook it is for, such as script.") @Default("\"Heat::Ungrouped\"") String group,
      @Doc("The map; {get_input: name} in it is replaced.") @Default("{}") Value.MapOf config,
      @Doc("Options for the hook.") @Default("{}") Value.MapOf options,
      @Doc("Values it takes.") @Default("[]") List<ConfigInput> inputs,
      @Doc("Values it gives.") @Default("[]") List<ConfigOutput> outputs) {}

  /** The config again. */
  public record Attributes(@Doc("The config.") @Stable Value.MapOf config) {}

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
