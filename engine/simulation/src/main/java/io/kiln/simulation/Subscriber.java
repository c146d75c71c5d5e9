package io.kiln.simulation;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Follows the events of all stacks with a cursor, a few at a time. */
final class Subscriber {

  /** What every secret of the simulated world begins with. */
  private static final String SECRET = "canary";

  private static final int MOST_AT_A_TIME = 12;

  private final World world;
  private final Map<UUID, Long> cursors = new HashMap<>();
  private final Set<UUID> seen = new HashSet<>();
  private final Map<UUID, StackEvent> last = new HashMap<>();

  Subscriber(World world) {
    this.world = world;
  }

  void read() {
    for (StackRecord stack : world.watch.stacks()) {
      read(stack, 1 + world.random.nextInt(MOST_AT_A_TIME));
    }
  }

  /** Reads to the end: the last that was told of a stack is what it is. */
  void catchUp() {
    for (StackRecord stack : world.watch.stacks()) {
      int more = MOST_AT_A_TIME;
      while (more > 0) {
        more = read(stack, MOST_AT_A_TIME);
      }
      StackEvent told = last.get(stack.id());
      if (told == null
          || told.action() != stack.action()
          || told.status() != stack.status()
          || !told.reason().equals(stack.statusReason())) {
        world.watch.report(
            Invariant.HONESTY,
            "the stack is %s %s but the last that was told is %s"
                .formatted(stack.action(), stack.status(), told));
      }
    }
  }

  /** A stack of that id is another from now on. */
  void forget(UUID stack) {
    cursors.remove(stack);
    last.remove(stack);
  }

  private int read(StackRecord stack, int atMost) {
    List<StackEvent> events =
        world.store.events(stack.id(), cursors.getOrDefault(stack.id(), 0L), atMost);
    for (StackEvent event : events) {
      long expected = cursors.merge(stack.id(), 1L, Long::sum);
      if (event.sequence() != expected) {
        world.watch.report(
            Invariant.HONESTY, "event %d follows %d".formatted(event.sequence(), expected - 1));
      }
      if (!seen.add(event.id())) {
        world.watch.report(Invariant.HONESTY, "told twice: " + event);
      }
      if (event.reason().contains(SECRET)) {
        world.watch.report(Invariant.SECRECY, "an event shows a secret: " + event);
      }
      if (event.path().isEmpty()) {
        last.put(stack.id(), event);
      }
    }
    keepsSecrets(stack.statusReason());
    return events.size();
  }

  void keepsSecrets(String text) {
    if (text.contains(SECRET)) {
      world.watch.report(Invariant.SECRECY, "a secret is shown: " + text);
    }
  }
}
