package io.kiln.engine.reading;

import io.kiln.engine.convergence.StackEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which events of a stack to list. Each list says "any of these"; an empty one does not ask.
 *
 * @param depth how many stacks below this one to go into; 0 for its own events
 * @param names of resources, or the stack's for its own events
 * @param byType sorted by the resource's type first, instead of by time alone
 * @param marker the last event of the page before; an unknown one means the first page
 * @param limit at most so many, from 0
 */
public record EventQuery(
    int depth,
    List<String> names,
    List<String> types,
    List<String> statuses,
    List<String> actions,
    boolean byType,
    boolean ascending,
    Optional<UUID> marker,
    int limit) {

  /**
   * The most events of one answer. Heat keeps no more than 1,000 of a stack; whoever wants more
   * asks page by page.
   */
  public static final int MOST = 10_000;

  public EventQuery {
    names = List.copyOf(names);
    types = List.copyOf(types);
    statuses = List.copyOf(statuses);
    actions = List.copyOf(actions);
    limit = Math.min(limit, MOST);
  }

  /** Whether an event is asked for. */
  public boolean fits(StackEvent event, SeenStack stack) {
    Optional<String> inside = stack.inside(event.path());
    return inside.filter(path -> SeenStack.depth(path) <= depth).isPresent()
        && ResourceQuery.any(names, name(event.path(), stack)::equals)
        && ResourceQuery.any(types, event.resourceType()::equals)
        && ResourceQuery.any(statuses, event.status().name()::equals)
        && ResourceQuery.any(actions, event.action().name()::equals);
  }

  /** The name an event of this path goes by: its resource's, or the stack's for the stack's own. */
  public static String name(String path, SeenStack stack) {
    return path.equals(stack.path()) ? stack.name() : SeenStack.lastName(path);
  }
}
