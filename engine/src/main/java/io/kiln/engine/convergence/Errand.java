package io.kiln.engine.convergence;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What is stored in the same transaction as the operation that a request begins, so that a crash
 * leaves both or neither.
 *
 * @param plan the kept plan that is carried out: it is taken, once
 * @param unmoved the number of the last event that the stack may have; it has moved on otherwise
 * @param traversal the one that the stack may be at; it has moved on otherwise
 * @param steps how many steps there are to take
 * @param receipt the repeatable request that this is the work of
 */
public record Errand(
    Optional<UUID> plan,
    OptionalLong unmoved,
    OptionalLong traversal,
    OptionalInt steps,
    Optional<Receipt> receipt) {

  /** Nothing besides. */
  public static final Errand NONE =
      new Errand(
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          Optional.empty());

  /** The same for this plan, on a stack to which nothing has happened since. */
  public Errand carryingOut(UUID kept, long lastEvent) {
    return new Errand(Optional.of(kept), OptionalLong.of(lastEvent), traversal, steps, receipt);
  }

  /** The same for what the stack does, and nothing else. */
  public Errand during(long number) {
    return new Errand(plan, unmoved, OptionalLong.of(number), steps, receipt);
  }

  /** The same of so many steps. */
  public Errand of(int count) {
    return new Errand(plan, unmoved, traversal, OptionalInt.of(count), receipt);
  }

  /** The same as the work of this request. */
  public Errand answering(Receipt request) {
    return new Errand(plan, unmoved, traversal, steps, Optional.of(request));
  }

  /**
   * Checks that nothing happened to the stack; a store asks this while it holds the stack's lock.
   *
   * @param change what is about to be stored
   * @param first the number of the first of its events; 0 when it has none
   * @throws MovedOnException when something did
   */
  public void mustBeUnmoved(StackChange change, long first) {
    boolean later = unmoved.isPresent() && first > 0 && unmoved.getAsLong() != first - 1;
    boolean elsewhere =
        traversal.isPresent() && traversal.getAsLong() != change.stack().traversal() - 1;
    if (later || elsewhere) {
      throw new MovedOnException();
    }
  }
}
