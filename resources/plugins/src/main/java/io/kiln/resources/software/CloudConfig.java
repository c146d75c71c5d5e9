package io.kiln.resources.software;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Stable;
import io.kiln.templates.text.YamlText;
import io.kiln.templates.value.Value;
import java.util.List;

/** A config for cloud-init; see Heat's CloudConfig. Immutable: a change makes another one. */
@ResourceType(
    value = "OS::Heat::CloudConfig",
    doc = "A map that cloud-init understands, kept as its text.")
public final class CloudConfig implements Resource<CloudConfig.Properties, CloudConfig.Attributes> {

  private final ConfigKeeping keeping;

  /** Stores configs here. */
  public CloudConfig(SoftwareConfigs configs) {
    this.keeping = new ConfigKeeping(configs);
  }

  /** The config. */
  public record Properties(
      @Doc("The map that is the cloud-config.") @Default("{}") Value.MapOf cloudConfig) {}

  /** The config as a text. */
  public record Attributes(@Doc("The text.") @Stable Value.Text config) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    Value text =
        Value.text("#cloud-config\n" + YamlText.of(wanted.cloudConfig()))
            .marked(Value.nothing().mark().with(wanted.cloudConfig().sensitive()));
    String id =
        keeping.keep("Heat::Ungrouped", text, List.of(), List.of(), Value.MapOf.EMPTY, context);
    return new Progress.Done<>(id, new Attributes((Value.Text) text));
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    keeping.remove(context);
    return new Progress.Gone<>();
  }
}
