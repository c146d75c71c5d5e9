package io.kiln.engine.convergence;

import io.kiln.engine.planning.Heard;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The worker's side of the store. Leases are measured by the store's own clock; every write is
 * refused when the claim's fence is not the tree's latest.
 */
public interface Trees {

  /**
   * Claims trees that are IN_PROGRESS and that nobody holds, at most {@code limit}; each claim's
   * fence is higher than any before for that tree. Trees whose worker let its lease run out come
   * first. Of the others the projects take turns, one tree each, and go on with that at the next
   * call; each project's longest waiting comes first.
   *
   * @param mostOfProject how many trees of one project the worker wants to hold at most; what it
   *     takes over from others is not counted against it
   */
  List<Claim> claim(String worker, int limit, int mostOfProject, Duration lease);

  /** The same, however many trees of one project the worker then holds. */
  default List<Claim> claim(String worker, int limit, Duration lease) {
    return claim(worker, limit, Integer.MAX_VALUE, lease);
  }

  /** Extends the leases; returns the claims that are still held. */
  Set<Claim> renew(Collection<Claim> claims, Duration lease);

  /**
   * @throws StaleClaimException when the claim was overtaken
   */
  Tree load(Claim claim);

  /**
   * Writes all of it in one transaction, events in their order. What rows were told from outside
   * stays as the store has it.
   *
   * @param traversal the traversal the changes belong to. When the stack has a newer one by now,
   *     rows and events are still written but {@code settled} is not
   * @return the stack's traversal after the write: another than the given one means to plan anew
   * @throws StaleClaimException when the claim was overtaken; nothing is written then
   */
  long commit(Claim claim, long traversal, TreeChanges changes);

  /** What was said to the tree's rows from outside, of all to whom anything was. */
  Map<UUID, Heard> heard(Claim claim);

  /** Gives the claim back; nothing happens when it was overtaken. */
  void release(Claim claim);
}
