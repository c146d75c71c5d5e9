package io.kiln.engine.convergence;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Optional;

/** Waits until a bell has rung three times. */
@ResourceType(value = "Ear", doc = "Waits for signals.", listens = true)
final class Ear implements Resource<Ear.Properties, Ear.Attributes> {

  private static final int ENOUGH = 3;

  record Properties(@Doc("The bell.") String bell) {}

  record Attributes(@Doc("What it heard.") String heard) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    Optional<Value.MapOf> signals = context.signals(wanted.bell());
    if (signals.isEmpty()) {
      return new Progress.Failed<>(Optional.empty(), "there is no bell", false);
    }
    return signals.get().entries().size() >= ENOUGH
        ? new Progress.Done<>("ear", new Attributes(Json.write(signals.get())))
        : new Progress.Waiting<>(
            Optional.empty(), Value.MapOf.EMPTY, Duration.ofMinutes(10), "listening");
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
