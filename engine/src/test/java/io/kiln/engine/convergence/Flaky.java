package io.kiln.engine.convergence;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fails as often as it is told before it succeeds, and remembers when it was tried. */
@ResourceType(value = "Flaky", doc = "Fails for a while.")
final class Flaky implements Resource<Flaky.Properties, Flaky.Attributes> {

  final List<Instant> tries = new ArrayList<>();

  record Properties(@Doc("How often.") int times) {}

  record Attributes() {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    tries.add(context.now());
    return tries.size() > wanted.times()
        ? new Progress.Done<>(context.resourceId(), new Attributes())
        : new Progress.Failed<>(Optional.empty(), "no room", true);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}
