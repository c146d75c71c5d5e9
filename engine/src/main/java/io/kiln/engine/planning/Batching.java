package io.kiln.engine.planning;

import io.kiln.engine.planning.Batches.Batch;
import io.kiln.resources.spi.Rolling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Works batches out as Heat does (heat/scaling/rolling_update.py, template.py and
 * heat/engine/resources/openstack/heat/resource_group.py): members that are to go are the first to
 * do so, of those that change the last ones come first, and where too few would stay in service
 * further ones are made for the time being. Unlike in Heat those come before all that are not at
 * work, and of them before all that a host was last heard to be at: whatever comes now, it may
 * still be going on there with an update that was cut short.
 */
final class Batching {
  private final int wanted;
  private final Rolling rolling;

  /** Target and spares by their place. */
  private final Map<String, Integer> places = new HashMap<>();

  private final List<String> names = new ArrayList<>();
  private final Set<String> existing;

  /** Those that change: those in hand first, then others not at work, then the last ones. */
  private final Deque<String> stale;

  /** All names before this place exist. */
  private int made;

  private Batching(
      List<String> target,
      List<String> spares,
      List<String> existing,
      Set<String> stale,
      Set<String> idle,
      Set<String> inHand,
      Rolling rolling) {
    this.wanted = target.size();
    this.rolling = rolling;
    this.existing = new LinkedHashSet<>(existing);
    names.addAll(target);
    names.addAll(spares);
    names.forEach(name -> places.put(name, places.size()));
    this.stale =
        stale.stream()
            .sorted(Comparator.comparingInt((String name) -> turn(name, idle, inHand)).reversed())
            .collect(toDeque());
  }

  private static <T> Collector<T, ?, ArrayDeque<T>> toDeque() {
    return Collectors.toCollection(ArrayDeque::new);
  }

  private int place(String name) {
    return places.getOrDefault(name, Integer.MAX_VALUE);
  }

  /** The higher, the sooner it changes. */
  private int turn(String name, Set<String> idle, Set<String> inHand) {
    int place = Math.min(place(name), names.size());
    int urgency = inHand.contains(name) ? 2 : idle.contains(name) ? 1 : 0;
    return urgency * (names.size() + 1) + place;
  }

  /**
   * The batches in order.
   *
   * @param target the members to have in the end
   * @param spares members that may be there for a while, at least a batch of them if more than none
   *     are to stay in service
   * @param existing the members there are
   * @param stale those of the target that exist and are to change
   * @param idle those that exist and are not at work
   * @param inHand those of them whose change a host was last heard to be at, given up or not
   */
  static List<Batch> batches(
      List<String> target,
      List<String> spares,
      List<String> existing,
      Set<String> stale,
      Set<String> idle,
      Set<String> inHand,
      Rolling rolling) {
    return new Batching(target, spares, existing, stale, idle, inHand, rolling).batches();
  }

  private List<Batch> batches() {
    int capacity = existing.size();
    int current = 0;
    var batches = new ArrayList<Batch>();
    while (current < capacity || capacity != wanted) {
      int least = Math.min(rolling.minInService(), Math.min(wanted, capacity));
      int batch = Math.min(rolling.maxBatchSize(), Math.max(wanted - current, 0));
      int next = batch + Math.max(Math.min(capacity, wanted - batch), least);
      Batch made = batch(next, batch);
      if (!made.touched().isEmpty() || !made.dropped().isEmpty()) {
        batches.add(made);
      }
      int moved = batch - Math.max(next - Math.max(capacity, wanted), 0);
      if (moved == 0 && next == capacity) {
        break; // neither fewer nor newer: the rest is as it should be
      }
      current += moved;
      capacity = next;
    }
    return batches;
  }

  /** One batch that leaves so many members and makes or changes so many. */
  private Batch batch(int capacity, int news) {
    List<String> dropped = dropped(existing.size() - capacity, capacity);
    dropped.forEach(existing::remove);
    int creations = capacity - existing.size();
    var touched = new ArrayList<String>();
    while (touched.size() < news - creations && !stale.isEmpty()) {
      String next = stale.removeFirst();
      if (existing.contains(next)) {
        touched.add(next);
      }
    }
    for (int left = creations; left > 0 && made < Math.min(capacity, names.size()); made++) {
      if (existing.add(names.get(made))) {
        touched.add(names.get(made));
        left--;
      }
    }
    return new Batch(touched, dropped);
  }

  /** Those that are to go at once first, then the last ones; those there for a while at the end. */
  private List<String> dropped(int many, int capacity) {
    if (many <= 0) {
      return List.of();
    }
    return existing.stream()
        .sorted(Comparator.comparingInt(name -> priority(place(name), capacity)))
        .limit(many)
        .toList();
  }

  private int priority(int place, int capacity) {
    if (place >= Math.min(capacity, names.size())) {
      return 0;
    }
    return place < wanted ? wanted - place : wanted + 1;
  }
}
