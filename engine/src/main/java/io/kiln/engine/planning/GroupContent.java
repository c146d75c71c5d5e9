package io.kiln.engine.planning;

import io.kiln.resources.spi.Unfolding;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What a group unfolded into.
 *
 * @param names its members in order, without those that are there for a while only
 * @param memory what the type wants to be told again
 * @param batches the way there; all at once when empty
 */
record GroupContent(
    Unfolding unfolding, List<String> names, Value.MapOf memory, Optional<Batches> batches) {
  GroupContent {
    names = List.copyOf(names);
  }
}
