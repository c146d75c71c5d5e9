package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.BrokenMark;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A resource that somebody says is broken, or is not after all. Pure, so that every store agrees.
 *
 * @param row as it is then
 * @param event what users hear of it, not numbered yet
 */
public record ResourceMark(ResourceState row, StackEvent event) {

  /** Heat's words when nobody said why (heat/engine/service.py, resource_mark_unhealthy). */
  private static final String NO_REASON = "state changed by resource_mark_unhealthy api";

  /**
   * CHECK_FAILED, so that the next update replaces it; or what it was before that, of a resource
   * that is CHECK_FAILED. Otherwise nothing changes, as in Heat.
   *
   * @param rows of the whole tree
   * @param reason for people; empty when there is none
   * @throws ActionInProgressException while the stack is IN_PROGRESS
   * @throws ResourceNotFoundException when nothing is at the path
   */
  public static Optional<ResourceMark> of(
      StackRecord stack,
      Collection<ResourceState> rows,
      String path,
      boolean unhealthy,
      String reason,
      Instant now,
      Supplier<UUID> ids) {
    if (stack.status() == Status.IN_PROGRESS) {
      throw new ActionInProgressException(stack);
    }
    List<ResourceState> there = rows.stream().filter(row -> row.path().equals(path)).toList();
    if (there.isEmpty()) {
      throw new ResourceNotFoundException(path, stack.name());
    }
    Optional<ResourceState> serving =
        there.stream()
            .filter(row -> row.action() != Action.DELETE)
            .max(Comparator.comparing(ResourceState::createdAt));
    String why = reason.isEmpty() ? NO_REASON : reason;
    return serving
        .flatMap(
            row ->
                unhealthy
                    ? Optional.of(BrokenMark.broken(row, why, now))
                    : BrokenMark.sound(row, why, now))
        .map(row -> new ResourceMark(row, StackEvent.of(row, stack.id(), ids.get())));
  }
}
