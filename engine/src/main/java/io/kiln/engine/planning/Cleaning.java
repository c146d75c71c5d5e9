package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which rows of a walk are to go, why, and which goes first when they wait for each other. */
final class Cleaning {
  private final Rows rows;
  private final Set<UUID> kept;
  private final Handlers handlers;
  private final Breakpoints breakpoints;
  private final boolean everything;
  private final List<Node> cleans = new ArrayList<>();

  /** What becomes of a row that is not wanted. */
  sealed interface Way {

    /** It went, or it stays. */
    record Over() implements Way {}

    /** It waits for a hook to be cleared. */
    record Waits() implements Way {}

    /** It cannot go. */
    record Stuck(Failure failure) implements Way {}

    /** It has to be deleted. */
    record Goes(ResourceState row, ResourceHandler handler, String because) implements Way {}
  }

  /**
   * @param kept the rows that the walk has found to stay, as it goes on
   * @param everything whether nothing is to be left
   */
  Cleaning(
      Rows rows, Set<UUID> kept, Handlers handlers, Breakpoints breakpoints, boolean everything) {
    this.rows = rows;
    this.kept = kept;
    this.handlers = handlers;
    this.breakpoints = breakpoints;
    this.everything = everything;
  }

  void add(Collection<Node> nodes) {
    nodes.stream().filter(node -> node.kind == Node.Kind.CLEAN).forEach(cleans::add);
  }

  /**
   * The row to go first when nothing else is left to do but rows that wait for each other: one that
   * no other of them relies on, if there is such a row; else one that has a successor and that none
   * relies on by itself, whatever relies on the nested stack around it means the successor. Updates
   * in place that turned the order round, each broken off by the next, may leave such rows.
   */
  Optional<Node> untied() {
    List<Node> left = cleans.stream().filter(node -> !node.forced && isStale(node)).toList();
    var reliedOn = new HashSet<UUID>();
    var holding = new HashSet<UUID>();
    var succeeded = new HashSet<UUID>();
    for (Node node : left) {
      ResourceState row = rows.get(id(node));
      row.replaces().ifPresent(succeeded::add);
      reliedOn.addAll(row.requires());
      row.parent().ifPresent(holding::add);
    }
    Optional<Node> first =
        left.stream()
            .filter(node -> !holding.contains(id(node)))
            .filter(node -> !isReliedOn(rows.get(id(node)), reliedOn))
            .findFirst()
            .or(
                () ->
                    left.stream()
                        .filter(node -> succeeded.contains(id(node)))
                        .filter(node -> !reliedOn.contains(id(node)))
                        .findFirst())
            .or(() -> left.stream().findFirst());
    first.ifPresent(node -> node.forced = true);
    return first;
  }

  /** Itself, or the nested stack it lies in. */
  private boolean isReliedOn(ResourceState row, Set<UUID> reliedOn) {
    return reliedOn.contains(row.id())
        || row.parent().flatMap(rows::find).filter(in -> isReliedOn(in, reliedOn)).isPresent();
  }

  private boolean isStale(Node node) {
    return rows.find(id(node)).isPresent() && !kept.contains(id(node));
  }

  /** What becomes of the row of a CLEAN. */
  Way of(Node node) {
    Optional<ResourceState> found = rows.find(id(node));
    if (found.isEmpty() || kept.contains(id(node))) {
      return new Way.Over();
    }
    ResourceState row = found.get();
    if (rows.isRetained(row, kept)) {
      rows.remove(row, "retained");
      return new Way.Over();
    }
    if (row.nested() || row.action() == Action.INIT || isGone(row)) {
      return left(node, row) ? new Way.Over() : new Way.Waits();
    }
    if (forGood() && breakpoints.beforeLeaving(node, row)) {
      return new Way.Waits();
    }
    return handlers
        .find(row.type())
        .<Way>map(handler -> new Way.Goes(row, handler, because(row)))
        .orElseGet(() -> stuck(row));
  }

  private Way stuck(ResourceState row) {
    String reason = noPlugin(row);
    rows.announce(rows.change(row).action(Action.DELETE, Status.FAILED, reason).build());
    return new Way.Stuck(new Failure(row.path(), Action.DELETE, reason));
  }

  /**
   * What a row stood for is gone, or never was.
   *
   * @return whether the row went too; else it waits for a hook to be cleared
   */
  boolean left(Node node, ResourceState row) {
    if (row.action() == Action.INIT) {
      rows.drop(row);
      return true;
    }
    if (isGone(row)) {
      boolean waits = forGood() && breakpoints.afterLeaving(node, row);
      if (!waits) {
        rows.drop(row); // people heard of its end already
      }
      return !waits;
    }
    if (!forGood() || row.stops().leaving().isEmpty()) {
      rows.remove(row, "state changed");
      return true;
    }
    return left(
        node,
        rows.announce(
            rows.change(row).action(Action.DELETE, Status.COMPLETE, "state changed").build()));
  }

  /** Whether what lies in a nested stack waits with it for a hook to be cleared. */
  boolean waitsToOpen(Node gate) {
    return gate.row
        .flatMap(row -> rows.find(row.id()))
        .filter(row -> forGood() && !rows.isRetained(row, kept))
        .filter(row -> row.action() != Action.INIT && !isGone(row))
        .filter(row -> breakpoints.beforeLeaving(gate, row))
        .isPresent();
  }

  /** Whether it went already, and its row only waits for a hook to be cleared. */
  private static boolean isGone(ResourceState row) {
    return row.action() == Action.DELETE && row.status() == Status.COMPLETE;
  }

  /** Whether what goes now goes with its whole stack, and nothing is being undone. */
  private boolean forGood() {
    return everything && !rows.isUndoing();
  }

  private String because(ResourceState stale) {
    if (everything) {
      return "nothing of the stack is to be left";
    }
    boolean replaced = rows.at(stale.path()).stream().anyMatch(other -> kept.contains(other.id()));
    return replaced ? "another took its place" : "no longer in the template";
  }

  static String noPlugin(ResourceState row) {
    return "no plugin is installed for " + row.type();
  }

  private static UUID id(Node node) {
    return node.row.orElseThrow().id();
  }
}
