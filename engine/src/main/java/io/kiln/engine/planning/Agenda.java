package io.kiln.engine.planning;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What of a walk's graph comes next: nodes that wait for nobody, those that wait for their time,
 * and the rows that a step is under way for. Nodes that wait for others are nowhere here; they come
 * when the last of those is done.
 */
final class Agenda {
  private final ArrayDeque<Node> free = new ArrayDeque<>();
  private final Pauses pauses = new Pauses();
  private final Map<UUID, Node> underway = new LinkedHashMap<>();

  /** A node that is to be looked at, for the first time or again. */
  void add(Node node) {
    free.add(node);
  }

  void addAll(Collection<Node> nodes) {
    free.addAll(nodes);
  }

  /** Those of new nodes that wait for nobody. */
  void enter(Collection<Node> made) {
    made.stream().filter(Node::isFree).forEach(free::add);
  }

  /** A node that waits until then. */
  void pause(Node node, Instant end) {
    pauses.begin(node, end);
  }

  /** Lets those go on whose time has come. */
  void wake(Instant now) {
    free.addAll(pauses.over(now));
  }

  /** When the next one goes on that waits for its time. */
  Optional<Instant> resumesAt() {
    return pauses.next();
  }

  /** Nobody waits for a time any more; what did has failed. */
  List<Failure> giveUp(Rows rows, String reason) {
    return pauses.giveUp(rows, reason);
  }

  /** The next to be looked at; empty when all there are wait. */
  Optional<Node> next() {
    return Optional.ofNullable(free.poll());
  }

  /** Whether there is neither anything to look at nor anything that waits for its time. */
  boolean isEmpty() {
    return free.isEmpty() && pauses.isEmpty();
  }

  void launch(UUID row, Node node) {
    underway.put(row, node);
  }

  /** Whose step has been answered. */
  Node landed(UUID row) {
    Node node = underway.remove(row);
    if (node == null) {
      throw new IllegalStateException("no step is under way for row " + row);
    }
    return node;
  }

  boolean isUnderway() {
    return !underway.isEmpty();
  }

  /** The rows that a step is under way for, in the order they were begun. */
  Set<UUID> underway() {
    return underway.keySet();
  }

  /** A node is done: what waited for it alone is next. */
  void finish(Node node) {
    free.addAll(node.release());
  }
}
