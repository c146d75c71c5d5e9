package io.kiln.engine.planning;

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
  private final boolean everything;
  private final List<Node> cleans = new ArrayList<>();

  /**
   * @param kept the rows that the walk has found to stay, as it goes on
   * @param everything whether nothing is to be left
   */
  Cleaning(Rows rows, Set<UUID> kept, boolean everything) {
    this.rows = rows;
    this.kept = kept;
    this.everything = everything;
  }

  void add(Collection<Node> nodes) {
    nodes.stream().filter(node -> node.kind == Node.Kind.CLEAN).forEach(cleans::add);
  }

  /**
   * The row to go first when nothing else is left to do but rows that wait for each other: one that
   * no other of them relies on, if there is such a row. Updates in place that turned the order
   * round, each broken off by the next, may leave such rows.
   */
  Optional<Node> untied() {
    List<Node> left = cleans.stream().filter(node -> !node.forced && isStale(node)).toList();
    var reliedOn = new HashSet<UUID>();
    var holding = new HashSet<UUID>();
    for (Node node : left) {
      ResourceState row = rows.get(id(node));
      reliedOn.addAll(row.requires());
      row.parent().ifPresent(holding::add);
    }
    Optional<Node> first =
        left.stream()
            .filter(node -> !holding.contains(id(node)))
            .filter(node -> !isReliedOn(rows.get(id(node)), reliedOn))
            .findFirst()
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

  String because(ResourceState stale) {
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
