package io.kiln.engine.planning;

import io.kiln.resources.spi.Unfolding;
import io.kiln.templates.value.Value;
import java.util.List;

/**
 * What a group unfolded into.
 *
 * @param names its members in order
 * @param memory what the type wants to be told again
 */
record GroupContent(Unfolding unfolding, List<String> names, Value.MapOf memory) {
  GroupContent {
    names = List.copyOf(names);
  }
}
