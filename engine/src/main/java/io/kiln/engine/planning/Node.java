package io.kiln.engine.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in the graph of a walk: ready when nothing it waits for is left. */
final class Node {

  /** What happens when a node is ready. */
  enum Kind {
    /** A resource made by a plugin is brought to what is wanted. */
    WANT,
    /** A nested stack's parameters are known: its resources join the graph. */
    OPEN,
    /** All of a nested stack is as wanted: its outputs are known. */
    CLOSE,
    /** A row goes unless it is still somebody's. */
    CLEAN,
    /** All that relied on a nested stack has let go of it: its rows may go. */
    GATE,
    /** A batch of a group's members may begin, after a pause perhaps. */
    BATCH,
    /** Members that a group does not need any longer go before it is complete. */
    DROP
  }

  final Kind kind;
  private final Optional<Scope> scope;
  final String name;
  final Optional<ResourceState> row;
  private List<Node> next = new ArrayList<>();
  private int pending;

  /** The row that went, or is to go, because this resource replaces it. */
  @Nullable Replacement replacement;

  /** Of an OPEN: the node that ends the nested stack. */
  @Nullable Node close;

  /** Of a CLEAN: it had its turn before its time, see {@link Cleaning}. */
  boolean forced;

  /** Of a BATCH: its number. */
  int batch;

  /** Of a DROP: the members. */
  List<String> members = List.of();

  /** Of a CLOSE: the scope that its OPEN made. */
  @Nullable Scope inner;

  private Node(Kind kind, Optional<Scope> scope, String name, Optional<ResourceState> row) {
    this.kind = kind;
    this.scope = scope;
    this.name = name;
    this.row = row;
  }

  static Node of(Kind kind, Scope scope, String name) {
    return new Node(kind, Optional.of(scope), name, Optional.empty());
  }

  static Node clean(ResourceState row) {
    return new Node(Kind.CLEAN, Optional.empty(), row.name(), Optional.of(row));
  }

  static Node gate(ResourceState row) {
    return new Node(Kind.GATE, Optional.empty(), row.name(), Optional.of(row));
  }

  static Node batch(Scope scope, int number) {
    Node node = of(Kind.BATCH, scope, "");
    node.batch = number;
    return node;
  }

  static Node drop(Scope scope, List<String> members) {
    Node node = of(Kind.DROP, scope, "");
    node.members = List.copyOf(members);
    return node;
  }

  /** Ends as soon as all the others have; when there are none, at once. */
  static Node whenAll(Scope scope, Collection<Node> others) {
    Node node = of(Kind.GATE, scope, "");
    others.forEach(node::after);
    return node;
  }

  /** The stack of the tree that a node other than CLEAN belongs to. */
  Scope scope() {
    return scope.orElseThrow(() -> new IllegalStateException(kind + " has no scope: " + name));
  }

  String path() {
    return row.map(ResourceState::path).orElseGet(() -> scope().path(name));
  }

  void after(Node other) {
    other.next.add(this);
    pending++;
  }

  /** Lets the other one end in its place. */
  void handOver(Node to) {
    to.next.addAll(next);
    next = List.of();
  }

  boolean isFree() {
    return pending == 0;
  }

  /** Marks this as done; gives the nodes that were waiting for it alone. */
  List<Node> release() {
    var freed = new ArrayList<Node>();
    for (Node node : next) {
      node.pending--;
      if (node.isFree() && !node.forced) {
        freed.add(node);
      }
    }
    return freed;
  }

  /** Why and from what a resource is replaced. */
  record Replacement(ResourceState row, List<Change> changes, String because) {}

  /** Where the nested stack that opens here closes. */
  Node closing() {
    if (close == null) {
      throw new IllegalStateException("a nested stack that never closes: " + path());
    }
    return close;
  }
}
