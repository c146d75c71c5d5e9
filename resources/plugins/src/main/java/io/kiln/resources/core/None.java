package io.kiln.resources.core;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;

/** Takes anything, does nothing: an environment maps a type to it to switch that type off. */
@ResourceType(
    value = "OS::Heat::None",
    doc = "Takes any property, answers any attribute with null and does nothing.",
    local = true,
    anyProperty = true,
    anyAttribute = true)
public final class None implements Resource<None.Properties, None.Attributes> {

  /** Whatever is given is ignored. */
  public record Properties() {}

  /** Nothing. */
  public record Attributes() {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return new Progress.Done<>(ResourceName.of(context), new Attributes());
  }

  @Override
  public Progress<Attributes> update(
      Existing<Properties, Attributes> existing, Properties wanted, Context context) {
    return create(wanted, context);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
