package io.kiln.engine.planning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The order in which a {@link Round} goes over rows. */
final class RoundOrder {

  /** A nested stack has two turns, any other resource one. */
  enum Part {
    OPEN,
    CLOSE,
    ALONE
  }

  /** When a row is looked at. */
  record Turn(UUID row, Part part) {}

  private final Map<Turn, Integer> pending = new LinkedHashMap<>();
  private final Map<Turn, List<Turn>> followers = new HashMap<>();
  private final ArrayDeque<Turn> free = new ArrayDeque<>();
  private int left;

  /**
   * @param backwards whether a resource follows what relies on it, instead of what it relies on
   */
  RoundOrder(Collection<ResourceState> rows, boolean backwards) {
    var byId = new HashMap<UUID, ResourceState>();
    for (ResourceState row : rows) {
      byId.put(row.id(), row);
      pending.put(start(row), 0);
      pending.put(end(row), 0);
    }
    for (ResourceState row : rows) {
      if (row.nested()) {
        follow(end(row), start(row));
      }
      Optional<ResourceState> parent = row.parent().map(byId::get);
      if (parent.isPresent()) {
        follow(start(row), start(parent.get()));
        follow(end(parent.get()), end(row));
      }
      for (UUID id : row.requires()) {
        @Nullable ResourceState required = byId.get(id);
        if (required != null && backwards) {
          follow(start(required), end(row));
        } else if (required != null) {
          follow(start(row), end(required));
        }
      }
    }
    left = pending.size();
    pending.forEach(
        (turn, waitsFor) -> {
          if (waitsFor == 0) {
            free.add(turn);
          }
        });
  }

  private static Turn start(ResourceState row) {
    return new Turn(row.id(), row.nested() ? Part.OPEN : Part.ALONE);
  }

  private static Turn end(ResourceState row) {
    return new Turn(row.id(), row.nested() ? Part.CLOSE : Part.ALONE);
  }

  private void follow(Turn later, Turn earlier) {
    followers.computeIfAbsent(earlier, turn -> new ArrayList<>()).add(later);
    pending.merge(later, 1, Integer::sum);
  }

  /**
   * The next turn nobody had yet; empty when all have to wait.
   *
   * @param idle whether nothing is under way: rows that wait for each other, as updates that broke
   *     off may leave them, then come in any order rather than never
   */
  Optional<Turn> next(boolean idle) {
    if (free.isEmpty() && idle && left > 0) {
      pending.keySet().stream().findFirst().ifPresent(free::add);
    }
    @Nullable Turn turn = free.poll();
    if (turn != null) {
      pending.remove(turn);
    }
    return Optional.ofNullable(turn);
  }

  /** A turn is over: those that waited for it alone can be had. */
  void over(Turn turn) {
    left--;
    for (Turn later : followers.getOrDefault(turn, List.of())) {
      // One that had its turn before its time is not there any more.
      @Nullable Integer waitsFor = pending.computeIfPresent(later, (same, count) -> count - 1);
      if (waitsFor != null && waitsFor == 0) {
        free.add(later);
      }
    }
  }

  /** Whether every turn is over. */
  boolean isOver() {
    return left == 0;
  }
}
