package io.kiln.engine.convergence;

import io.kiln.engine.planning.ResourceState;
import java.util.List;

/**
 * A look that a worker has claimed, with all it needs.
 *
 * @param worker who holds it
 * @param repaired whether the look before this one started a repair
 * @param before what that one found
 */
public record DriftTask(
    DriftLook look,
    String worker,
    StackRecord stack,
    List<ResourceState> rows,
    boolean repaired,
    List<ResourceDrift> before) {

  public DriftTask {
    rows = List.copyOf(rows);
    before = List.copyOf(before);
  }
}
