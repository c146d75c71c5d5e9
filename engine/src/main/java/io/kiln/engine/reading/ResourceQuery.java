package io.kiln.engine.reading;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which resources of a stack to list, the oldest first. Each list says "any of these"; an empty one
 * does not ask.
 *
 * @param depth how many stacks below this one to go into; 0 for its own resources
 * @param types parts of the types' names
 * @param states each as {@code COMPLETE} or {@code CREATE_COMPLETE}; others fit nothing
 * @param ids of rows
 * @param physicalIds what the outside world calls them
 */
public record ResourceQuery(
    int depth,
    List<String> names,
    List<String> types,
    List<String> states,
    List<String> actions,
    List<UUID> ids,
    boolean byId,
    List<String> physicalIds) {

  public ResourceQuery {
    names = List.copyOf(names);
    types = List.copyOf(types);
    states = List.copyOf(states);
    actions = List.copyOf(actions);
    ids = List.copyOf(ids);
    physicalIds = List.copyOf(physicalIds);
  }

  /** All resources of a stack and at most so many stacks below it. */
  public static ResourceQuery downTo(int depth) {
    return new ResourceQuery(
        depth, List.of(), List.of(), List.of(), List.of(), List.of(), false, List.of());
  }

  /** Whether a row is asked for. */
  public boolean fits(ResourceLine row) {
    return any(names, row.name()::equals)
        && any(types, row.type()::contains)
        && any(states, wanted -> wanted.equals(row.status().name()) || wanted.equals(row.state()))
        && any(actions, row.action().name()::equals)
        && (!byId || ids.contains(row.id()))
        && any(physicalIds, row.outsideName()::equals);
  }

  static boolean any(List<String> wanted, Predicate<String> fits) {
    return wanted.isEmpty() || wanted.stream().anyMatch(fits);
  }
}
