package io.kiln.engine.convergence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Whose tree is next in an {@link InMemoryStore}: the projects take turns by name. */
final class Turns {

  private String last = "";

  /**
   * Trees to claim: first those whose worker let its lease run out, then one of each project in
   * turn.
   *
   * @param waiting all that can be claimed
   * @param room how many more of a project may be taken
   */
  List<StoredStack> pick(Collection<StoredStack> waiting, int limit, ToIntFunction<String> room) {
    List<StoredStack> picked = new ArrayList<>();
    NavigableMap<String, List<StoredStack>> queues = new TreeMap<>();
    waiting.stream()
        .sorted(Comparator.comparing(stack -> stack.claimableFrom))
        .forEach(
            stack -> {
              if (stack.holder.isPresent()) {
                picked.add(stack);
              } else {
                queues.computeIfAbsent(stack.row.project(), _ -> new ArrayList<>()).add(stack);
              }
            });
    queues.forEach((project, queue) -> shorten(queue, room.applyAsInt(project)));
    while (picked.size() < limit && queues.values().stream().anyMatch(one -> !one.isEmpty())) {
      var next = Optional.ofNullable(queues.higherEntry(last)).orElseGet(queues::firstEntry);
      last = next.getKey();
      if (!next.getValue().isEmpty()) {
        picked.add(next.getValue().removeFirst());
      }
    }
    return picked.subList(0, Math.min(limit, picked.size()));
  }

  private static void shorten(List<StoredStack> queue, int length) {
    queue.subList(Math.clamp(length, 0, queue.size()), queue.size()).clear();
  }
}
