package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a driver commits in one transaction: all of it or nothing.
 *
 * @param written rows to insert or overwrite, by id
 * @param removed rows to delete
 * @param settled how the stack ended, when it did: its target's action is over
 */
public record TreeChanges(
    List<ResourceState> written,
    Set<UUID> removed,
    List<StackEvent> events,
    Optional<Settled> settled) {

  public TreeChanges {
    written = List.copyOf(written);
    removed = Set.copyOf(removed);
    events = List.copyOf(events);
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return written.isEmpty() && removed.isEmpty() && events.isEmpty() && settled.isEmpty();
  }

  /**
   * The end of a traversal. The store appends the stack's own event for it (empty path, type {@code
   * OS::Heat::Stack}), after all events of the same changes. A DELETE that is COMPLETE marks the
   * stack deleted; a revision that was reached becomes the good one.
   *
   * @param rollback go on towards the good revision at once (nothing, when there is none): the
   *     stack stays IN_PROGRESS with the action ROLLBACK and a new traversal
   */
  public record Settled(
      Action action, Status status, String reason, Value.MapOf outputs, boolean rollback) {}
}
