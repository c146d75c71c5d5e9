package io.kiln.engine.convergence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The slots that a worker's steps take while they are at work. A step takes all it needs or none,
 * and what waits is parked where it was refused, so that slots that become free go to those who
 * wait for them, the trees in turn. It cannot get stuck as long as every step that has a slot gives
 * it back without waiting for another step to begin.
 */
public final class StepSlots {

  /** What a step takes part in. */
  record Demand(String type, Set<String> hosts) {
    Demand {
      hosts = Set.copyOf(hosts);
    }
  }

  /**
   * Steps that are not begun since something is full.
   *
   * @param first the one that is next
   * @param count how many there are of the like
   * @param why for people
   */
  record Queued(UUID first, int count, String why) {}

  /** What can be full. */
  public enum Limit {
    /** {@link StepLimits#steps}. */
    STEPS("of this worker"),
    /** {@link StepLimits#ofTree}. */
    TREE_STEPS("of this stack"),
    /** {@link StepLimits#ofType}. */
    TYPE_STEPS("of type %s"),
    /** {@link StepLimits#onHost}. */
    HOST_STEPS("at host %s");

    private final String where;

    Limit(String where) {
      this.where = where;
    }

    /** As options and figures name it. */
    public String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final StepLimits limits;
  private final Room all;
  private final Map<String, Room> types = new HashMap<>();
  private final Map<String, Room> hosts = new HashMap<>();
  private int atWork;
  private final Map<Limit, Integer> waiting = new HashMap<>();

  /** Nothing is at work yet. */
  public StepSlots(StepLimits limits) {
    this.limits = limits;
    this.all = new Room(Limit.STEPS, "", limits.steps());
  }

  /** How many steps have a slot. */
  public synchronized int atWork() {
    return atWork;
  }

  /** How many steps wait because this limit is reached. */
  public synchronized int waiting(Limit limit) {
    return waiting.getOrDefault(limit, 0);
  }

  /** A tree whose driver makes its calls through this. */
  OfTree enter(Launcher launcher) {
    return new OfTree(launcher);
  }

  /** Something of which so many steps may be at once. */
  private final class Room {
    private final Limit limit;
    private final String name;
    private final int capacity;
    private int used;
    private final LinkedHashMap<OfTree, Deque<Line>> parked = new LinkedHashMap<>();

    private Room(Limit limit, String name, int capacity) {
      this.limit = limit;
      this.name = name;
      this.capacity = capacity;
    }

    private boolean isFull() {
      return used >= capacity;
    }

    private void park(Line line) {
      parked.computeIfAbsent(line.tree, _ -> new ArrayDeque<>()).add(line);
      line.at = Optional.of(this);
      count(limit, line.calls.size());
    }

    private void unpark(Line line) {
      Deque<Line> ofTree = parked.getOrDefault(line.tree, new ArrayDeque<>());
      ofTree.remove(line);
      if (ofTree.isEmpty()) {
        parked.remove(line.tree);
      }
      line.at = Optional.empty();
      count(limit, -line.calls.size());
    }

    /** Lets in who waits, a tree after the other, until it is full or nobody waits here. */
    private void admit() {
      while (!isFull() && !parked.isEmpty()) {
        Map.Entry<OfTree, Deque<Line>> turn = parked.firstEntry();
        Line line = turn.getValue().getFirst();
        unpark(line);
        Deque<Line> rest = parked.remove(turn.getKey());
        if (rest != null) {
          parked.put(turn.getKey(), rest);
        }
        line.go();
        if (!line.calls.isEmpty()) {
          line.refusal().orElse(this).park(line);
        }
      }
    }

    private String described() {
      return "%d steps %s are at work (--limit %s)"
          .formatted(used, limit.where.formatted(name), limit.written());
    }
  }

  private void count(Limit limit, int more) {
    waiting.merge(limit, more, Integer::sum);
  }

  /** Steps of a tree with the same demand, in their order. */
  private static final class Line {
    private final OfTree tree;
    private final Demand demand;
    private final LinkedHashMap<UUID, Runnable> calls = new LinkedHashMap<>();
    private Optional<Room> at = Optional.empty();

    private Line(OfTree tree, Demand demand) {
      this.tree = tree;
      this.demand = demand;
    }

    private Optional<Room> refusal() {
      return tree.rooms(demand).stream().filter(Room::isFull).findFirst();
    }

    /** Begins the first step if there is room for it. */
    private void go() {
      if (refusal().isPresent()) {
        return;
      }
      Map.Entry<UUID, Runnable> first = calls.pollFirstEntry();
      if (first != null) {
        tree.begin(first.getKey(), demand, first.getValue());
      }
      if (calls.isEmpty()) {
        tree.lines.remove(demand);
      }
    }
  }

  /** The slots of one tree, for the driver that has it. */
  final class OfTree {
    private final Launcher launcher;
    private final Room own = new Room(Limit.TREE_STEPS, "", limits.ofTree());
    private final Map<UUID, Demand> held = new HashMap<>();
    private final Map<Demand, Line> lines = new LinkedHashMap<>();

    private OfTree(Launcher launcher) {
      this.launcher = launcher;
    }

    private List<Room> rooms(Demand demand) {
      List<Room> rooms = new ArrayList<>();
      rooms.add(own);
      rooms.add(all);
      rooms.add(room(types, Limit.TYPE_STEPS, demand.type(), limits.ofType()));
      demand
          .hosts()
          .forEach(host -> rooms.add(room(hosts, Limit.HOST_STEPS, host, limits.onHost())));
      return rooms;
    }

    private Room room(Map<String, Room> among, Limit limit, String name, int capacity) {
      return among.computeIfAbsent(name, _ -> new Room(limit, name, capacity));
    }

    private void begin(UUID step, Demand demand, Runnable call) {
      rooms(demand).forEach(room -> room.used++);
      held.put(step, demand);
      atWork++;
      launcher.launch(call);
    }

    /** Makes a call of a step: at once when it has a slot or gets one, else when there is one. */
    void launch(UUID step, Demand demand, Runnable call) {
      synchronized (StepSlots.this) {
        if (held.containsKey(step)) {
          launcher.launch(call);
          return;
        }
        Line line = lines.computeIfAbsent(demand, wanted -> new Line(this, wanted));
        line.at.ifPresent(room -> count(room.limit, 1));
        line.calls.put(step, call);
        if (line.at.isEmpty()) {
          line.go();
          if (!line.calls.isEmpty()) {
            line.refusal().orElseThrow().park(line);
          }
        }
      }
    }

    /** A step is at work no longer; nothing happens when it was not. */
    void leave(UUID step) {
      synchronized (StepSlots.this) {
        Demand demand = held.remove(step);
        if (demand == null) {
          return;
        }
        atWork--;
        List<Room> freed = rooms(demand);
        freed.forEach(room -> room.used--);
        freed.forEach(Room::admit);
        forget(demand);
      }
    }

    private void forget(Demand demand) {
      forget(types, demand.type());
      demand.hosts().forEach(host -> forget(hosts, host));
    }

    private void forget(Map<String, Room> among, String name) {
      Room room = among.get(name);
      if (room != null && room.used == 0 && room.parked.isEmpty()) {
        among.remove(name);
      }
    }

    /** What waits, the longest waiting first; at most so many lines of it. */
    List<Queued> queued(int most) {
      synchronized (StepSlots.this) {
        return lines.values().stream()
            .limit(most)
            .map(
                line ->
                    new Queued(
                        line.calls.firstEntry().getKey(),
                        line.calls.size(),
                        line.at.map(Room::described).orElse("")))
            .toList();
      }
    }

    /** The calls that were not made never will be; returns whose they were. */
    Set<UUID> drop() {
      return drop(Set.of());
    }

    /** The same but for the calls of some steps. */
    Set<UUID> drop(Set<UUID> butFor) {
      synchronized (StepSlots.this) {
        Set<UUID> dropped = new HashSet<>();
        for (Line line : List.copyOf(lines.values())) {
          Optional<Room> parkedAt = line.at;
          parkedAt.ifPresent(room -> room.unpark(line));
          List<UUID> going =
              line.calls.keySet().stream().filter(id -> !butFor.contains(id)).toList();
          going.forEach(line.calls::remove);
          dropped.addAll(going);
          if (line.calls.isEmpty()) {
            lines.remove(line.demand);
            forget(line.demand);
          } else {
            parkedAt.ifPresent(room -> room.park(line));
          }
        }
        return dropped;
      }
    }

    /** The driver drives it no longer: whatever it has is free for others. */
    void close() {
      synchronized (StepSlots.this) {
        drop();
        List.copyOf(held.keySet()).forEach(this::leave);
      }
    }
  }
}
