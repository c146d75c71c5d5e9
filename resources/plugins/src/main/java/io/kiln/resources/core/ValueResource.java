package io.kiln.resources.core;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** A value with a name of its own, so that it is written once and referenced often. */
@ResourceType(
    value = "OS::Heat::Value",
    doc = "Keeps a value, converted to a type when one is given.",
    local = true)
public final class ValueResource
    implements Resource<ValueResource.Properties, ValueResource.Attributes> {

  /** What to keep. */
  public record Properties(
      @Doc("The value to keep.") @Updatable Value value,
      @Doc("The type to convert it to; by default it is kept as it is.")
          @Updatable
          @Allowed({"string", "number", "comma_delimited_list", "json", "boolean"})
          Optional<String> type) {}

  /** What is kept. */
  public record Attributes(@Doc("The value.") Value value) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    try {
      Value kept =
          wanted.type().map(type -> Conversion.to(type, wanted.value())).orElse(wanted.value());
      return new Progress.Done<>(context.physicalName(255), new Attributes(kept));
    } catch (IllegalArgumentException e) {
      return new Progress.Failed<>(Optional.empty(), "property value: " + e.getMessage(), false);
    }
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
