package io.kiln.engine.convergence;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.TakesSignals;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes a group larger by one with every signal. */
@ResourceType(value = "Lever", doc = "Makes a group larger.")
final class Lever
    implements Resource<Lever.Properties, Lever.Attributes>, TakesSignals<Lever.Properties> {

  record Properties(@Doc("The group.") String group) {}

  record Attributes() {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return new Progress.Done<>(context.resourceId(), new Attributes());
  }

  @Override
  public Reception signal(Properties given, Value.MapOf heard, Value details, Instant now) {
    return new Reception.Passed(
        Value.map(Map.of("pulled", Value.bool(true))),
        given.group(),
        new Adjustment(Adjustment.Kind.CHANGE_IN_CAPACITY, 1, Optional.empty(), Optional.empty()));
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
