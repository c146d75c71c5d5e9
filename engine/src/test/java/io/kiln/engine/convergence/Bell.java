package io.kiln.engine.convergence;

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
import java.util.LinkedHashMap;

/** Keeps every signal under a number of its own. */
@ResourceType(value = "Bell", doc = "Takes signals.", renewed = true)
final class Bell
    implements Resource<Bell.Properties, Bell.Attributes>, TakesSignals<Bell.Properties> {

  record Properties(@Doc("Nothing.") java.util.Optional<String> a) {}

  record Attributes() {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return new Progress.Done<>(context.resourceId(), new Attributes());
  }

  @Override
  public Reception signal(Properties given, Value.MapOf heard, Value details, Instant now) {
    if (details.equals(Value.text("nonsense"))) {
      return new Reception.Refused("that makes no sense");
    }
    var all = new LinkedHashMap<>(heard.entries());
    all.put(Integer.toString(all.size() + 1), details);
    return new Reception.Kept(Value.map(all), "it rings");
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
