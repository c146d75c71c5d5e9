package io.kiln.engine.planning;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Scaling;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** A group whose size signals may change, by its row. */
public record ScalingGroup(ResourceState row, Scaling scaling) {

  /**
   * The group that is referred to so.
   *
   * @param reference what {@code get_resource} yields for it
   */
  public static Optional<ScalingGroup> referredTo(
      String reference, Collection<ResourceState> rows, Handlers handlers) {
    Value wanted = Value.text(reference);
    return rows.stream()
        .filter(row -> row.nested() && row.action() != Action.DELETE)
        .filter(
            row -> new Standing.Real(row, Optional.empty()).reference(row.path()).equals(wanted))
        .flatMap(
            row ->
                handlers.find(row.type()).flatMap(handler -> handler.scaling()).stream()
                    .map(scaling -> new ScalingGroup(row, scaling)))
        .findFirst();
  }

  /** What a change of its size makes of it. */
  public Reception adjusted(Adjustment adjustment, Instant now) {
    return scaling.adjust(
        row.properties(), GroupMemory.ofType(row), row.heard().signals(), adjustment, now);
  }
}
