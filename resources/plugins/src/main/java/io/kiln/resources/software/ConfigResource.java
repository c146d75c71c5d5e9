package io.kiln.resources.software;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.templates.value.Value;
import java.util.List;

/**
 * What types that keep a config have in common.
 *
 * @param <P> what such a type is given
 * @param <A> what it exposes
 */
abstract sealed class ConfigResource<P extends Record & ConfigResource.Given, A extends Record>
    implements Resource<P, A> permits SoftwareConfig, StructuredConfig {

  private final ConfigKeeping keeping;

  ConfigResource(SoftwareConfigs configs) {
    this.keeping = new ConfigKeeping(configs);
  }

  /** The config. */
  interface Given {

    String group();

    Value config();

    Value.MapOf options();

    List<ConfigInput> inputs();

    List<ConfigOutput> outputs();
  }

  /** The config again. */
  abstract A exposed(P given);

  @Override
  public Progress<A> create(P wanted, Context context) {
    String id =
        keeping.keep(
            wanted.group(),
            wanted.config(),
            wanted.inputs(),
            wanted.outputs(),
            wanted.options(),
            context);
    return new Progress.Done<>(id, exposed(wanted));
  }

  @Override
  public Progress<A> delete(Existing<P, A> existing, Context context) {
    keeping.remove(context);
    return new Progress.Gone<>();
  }
}
