package io.kiln.engine.planning;

import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * One outside action that a walk is ready for. Its row already says what is intended and is to be
 * stored before the action begins.
 */
public sealed interface Step {

  /** The row as it is while the action is under way. */
  ResourceState row();

  ResourceHandler handler();

  /** Why, for plans and events. */
  String because();

  /**
   * Make it.
   *
   * @param replacing the row whose place it takes
   * @param changes what made the replacement necessary
   */
  record Create(
      ResourceState row,
      ResourceHandler handler,
      Optional<ResourceState> replacing,
      List<Change> changes,
      String because)
      implements Step {}

  /** Change it in place, from the row's properties to what it is attempting. */
  record Update(ResourceState row, ResourceHandler handler, List<Change> changes, String because)
      implements Step {

    /** What it is to be given. */
    public Value.MapOf wanted() {
      return row.attempting().orElse(row.properties());
    }
  }

  /**
   * Unmake it.
   *
   * @param makesRoom it goes because its successor cannot exist beside it
   */
  record Delete(ResourceState row, ResourceHandler handler, boolean makesRoom, String because)
      implements Step {}

  /**
   * Ask an act of it.
   *
   * @param changes what is to be changed once it works again
   */
  record Acting(
      ResourceState row, ResourceHandler handler, Act act, List<Change> changes, String because)
      implements Step {}

  /** Look at a thing that was there before, which the row's physical id names. */
  record Adopting(ResourceState row, ResourceHandler handler, String because) implements Step {}
}
