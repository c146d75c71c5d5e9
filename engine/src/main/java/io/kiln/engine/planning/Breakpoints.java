package io.kiln.engine.planning;

import io.kiln.templates.model.ResourceRules.Hook;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Holds nodes up at the hooks that an environment has, until somebody clears them (Heat's {@code
 * _break_if_required}). Where a row stopped stands in the row, and that it was cleared too: a new
 * walk towards the same revision stops at the same places and passes the same ones.
 *
 * <p>As in Heat what takes the place of something else does not stop once more where that was
 * updated, and only what goes with its whole stack stops on its way out.
 */
final class Breakpoints {
  private static final Set<Hook> LEAVING = EnumSet.of(Hook.PRE_DELETE, Hook.POST_DELETE);

  private final Rows rows;
  private final Intentions intentions;
  private final Map<UUID, Node> held = new LinkedHashMap<>();
  private final Set<Obstacle> noted = new LinkedHashSet<>();
  private Manner manner;

  /** What is done with those that come to a hook. */
  private enum Manner {
    PASSING,
    NOTING,
    STOPPING
  }

  /**
   * @param lookingAhead whether hooks are noted, and everything passes them
   */
  Breakpoints(Rows rows, Intentions intentions, boolean lookingAhead) {
    this.rows = rows;
    this.intentions = intentions;
    this.manner = lookingAhead ? Manner.NOTING : Manner.PASSING;
  }

  /** Where something would have stopped. */
  Set<Obstacle> noted() {
    return noted;
  }

  /**
   * From now on nodes are held up; at first nothing is, as for one who only looks ahead. Rows that
   * stopped on the way to another revision wait no more.
   */
  void stop() {
    manner = Manner.STOPPING;
    rows.all().stream()
        .filter(row -> row.pending().isPresent() && !row.stops().isFor(intentions.revision()))
        .forEach(row -> rows.write(rows.change(row).stops(row.stops().passed()).build()));
  }

  /** The hooks on a resource's way out, of all it has. */
  static Set<Hook> leaving(Set<Hook> hooks) {
    return hooks.stream().filter(LEAVING::contains).collect(Collectors.toUnmodifiableSet());
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Those that wait no more, since somebody cleared what held them. */
  List<Node> cleared() {
    List<UUID> free =
        held.keySet().stream().filter(id -> rows.get(id).pending().isEmpty()).toList();
    return free.stream().map(held::remove).toList();
  }

  /** What failed of those that wait, which they then do no more. */
  List<Failure> giveUp(String reason) {
    List<Failure> failed =
        held.keySet().stream()
            .map(rows::get)
            .map(row -> new Failure(row.path(), row.stops().action().orElse(row.action()), reason))
            .toList();
    held.clear();
    return failed;
  }

  /**
   * Whether a resource waits before it is looked at whether there is anything to change: as in Heat
   * it does even when there is nothing.
   */
  boolean beforeUpdate(Node node) {
    if (!has(node, Hook.PRE_UPDATE)) {
      return false;
    }
    Optional<ResourceState> newest = newest(node);
    if (newest.isEmpty() || newest.get().madeFor() == intentions.revision()) {
      return false; // made only now
    }
    boolean past = newest.get().stops().at().equals(at(Hook.POST_UPDATE));
    return !past && stops(node, newest.get(), Hook.PRE_UPDATE);
  }

  /** Whether a nested stack that was never there waits before it opens. */
  boolean beforeOpening(Node node, String type) {
    boolean there = newest(node).isPresent();
    return there ? beforeUpdate(node) : beforeCreate(node, type);
  }

  /**
   * Whether something new waits before it is made.
   *
   * @param type what it will be
   */
  boolean beforeCreate(Node node, String type) {
    if (!has(node, Hook.PRE_CREATE)) {
      return false;
    }
    if (manner == Manner.NOTING) {
      return note(node.path(), Hook.PRE_CREATE);
    }
    Optional<ResourceState> planned = intentions.planned(node);
    return stops(node, planned.orElseGet(() -> intentions.planning(node, type)), Hook.PRE_CREATE);
  }

  /** Notes whether a resource would wait after it was made or changed. */
  void noteAfter(Node node, ResourceState row) {
    if (node.kind != Node.Kind.CLEAN && after(node, row)) {
      throw new IllegalStateException("who looks ahead waits for nobody: " + row.path());
    }
  }

  /** Whether a resource waits after it was made or changed. */
  boolean after(Node node, ResourceState row) {
    return switch (row.action()) {
      case CREATE -> {
        Hook hook = row.replaces().isEmpty() ? Hook.POST_CREATE : Hook.POST_UPDATE;
        yield has(node, hook) && stops(node, row, hook);
      }
      case UPDATE -> has(node, Hook.POST_UPDATE) && stops(node, row, Hook.POST_UPDATE);
      case INIT, DELETE, ROLLBACK, SUSPEND, RESUME, CHECK, ADOPT, SNAPSHOT, RESTORE, SIGNAL ->
          false;
    };
  }

  /** Whether a resource that is as wanted still waits after it was made or changed. */
  boolean stillAfter(Node node, ResourceState row) {
    if (manner != Manner.STOPPING || row.pending().isEmpty()) {
      return false;
    }
    held.put(row.id(), node);
    return true;
  }

  /** Whether a row that goes waits before it does. */
  boolean beforeLeaving(Node node, ResourceState row) {
    boolean begun = row.action() == Action.DELETE && row.status() != Status.FAILED;
    boolean stops =
        manner != Manner.PASSING
            && !begun
            && row.stops().leaving().contains(Hook.PRE_DELETE)
            && stops(node, row, Hook.PRE_DELETE);
    if (manner == Manner.NOTING && row.stops().leaving().contains(Hook.POST_DELETE)) {
      return note(row.path(), Hook.POST_DELETE);
    }
    return stops;
  }

  /** Whether a row waits though what it stood for is gone. */
  boolean afterLeaving(Node node, ResourceState row) {
    return manner != Manner.PASSING
        && row.stops().leaving().contains(Hook.POST_DELETE)
        && stops(node, row, Hook.POST_DELETE);
  }

  private boolean has(Node node, Hook hook) {
    return manner != Manner.PASSING && node.scope().frame().rules(node.name).hooks().contains(hook);
  }

  private Optional<ResourceState> newest(Node node) {
    return rows.at(node.path()).stream()
        .filter(row -> row.action() != Action.DELETE && row.action() != Action.INIT)
        .max(Comparator.comparing(ResourceState::createdAt));
  }

  private boolean note(String path, Hook hook) {
    String reason =
        "%s paused until Hook %s is cleared".formatted(Stops.action(hook), hook.written());
    noted.add(new Obstacle(path, Optional.of(hook.written()), reason));
    return false;
  }

  private boolean stops(Node node, ResourceState row, Hook hook) {
    if (manner == Manner.NOTING) {
      return note(row.path(), hook);
    }
    String at = at(hook);
    if (!row.stops().at().equals(at)) {
      ResourceState stopped = rows.write(rows.change(row).stops(row.stops().stoppedAt(at)).build());
      rows.tell(
          stopped,
          row.status(),
          "%s paused until Hook %s is cleared".formatted(Stops.action(hook), hook.written()));
    }
    if (rows.get(row.id()).pending().isEmpty()) {
      return false;
    }
    held.put(row.id(), node);
    return true;
  }

  private String at(Hook hook) {
    return Stops.at(hook, intentions.revision());
  }
}
