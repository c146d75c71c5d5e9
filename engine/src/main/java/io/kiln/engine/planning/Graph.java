package io.kiln.engine.planning;

import io.kiln.engine.planning.Node.Kind;
import io.kiln.templates.model.ResolvedType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Lays out the nodes of a walk and what waits for what. */
final class Graph {

  private Graph() {}

  /**
   * The nodes of one stack's resources; they and nothing else end before {@code close}.
   *
   * @param opens whether a type's resources are stacks of their own
   */
  static List<Node> enter(Scope scope, Optional<Node> close, Predicate<ResolvedType> opens) {
    var made = new ArrayList<Node>();
    var starts = new HashMap<String, Node>();
    scope
        .frame()
        .resources()
        .forEach(
            (name, definition) -> {
              boolean nested = opens.test(scope.frame().type(name));
              Node start = Node.of(nested ? Kind.OPEN : Kind.WANT, scope, name);
              Node end = start;
              if (nested) {
                end = Node.of(Kind.CLOSE, scope, name);
                end.after(start);
                start.close = end;
                made.add(end);
              }
              made.add(start);
              starts.put(name, start);
              scope.ends().put(name, end);
              for (Node waiting : close.stream().toList()) {
                waiting.after(end);
              }
            });
    scope
        .frame()
        .resources()
        .forEach(
            (name, definition) -> {
              for (String required : definition.requires()) {
                Node end = scope.ends().get(required);
                Node start = starts.get(name);
                if (end != null && start != null) {
                  start.after(end);
                }
              }
            });
    scope
        .group()
        .flatMap(GroupContent::batches)
        .ifPresent(batches -> made.addAll(enterBatches(scope, batches, starts, close)));
    return made;
  }

  /** From the batch under way on, each one waits until the one before has ended. */
  private static List<Node> enterBatches(
      Scope scope, Batches batches, Map<String, Node> starts, Optional<Node> close) {
    var made = new ArrayList<Node>();
    List<Node> before = List.of();
    for (int number = batches.at(); number < batches.batches().size(); number++) {
      Batches.Batch batch = batches.batches().get(number);
      Node begin = Node.batch(scope, number);
      before.forEach(begin::after);
      made.add(begin);
      var ends = new ArrayList<Node>();
      for (String member : batch.touched()) {
        Optional.ofNullable(starts.get(member)).ifPresent(start -> start.after(begin));
        Optional.ofNullable(scope.ends().get(member)).ifPresent(ends::add);
      }
      if (!batch.dropped().isEmpty()) {
        Node drop = Node.drop(scope, batch.dropped());
        // In Heat too a batch's own changes come first.
        drop.after(begin);
        ends.forEach(drop::after);
        close.ifPresent(waiting -> waiting.after(drop));
        made.add(drop);
        ends.add(drop);
      }
      close.ifPresent(waiting -> waiting.after(begin));
      before = ends.isEmpty() ? List.of(begin) : List.copyOf(ends);
    }
    return made;
  }

  /**
   * A node for each row there is: it is looked at after whatever takes its place and after all that
   * relied on it, and what lies in a nested stack before the stack itself.
   */
  static List<Node> enterRows(Collection<ResourceState> existing, Optional<Scope> root) {
    var made = new ArrayList<Node>();
    var cleans = new HashMap<UUID, Node>();
    var gates = new HashMap<UUID, Node>();
    for (ResourceState row : existing) {
      cleans.put(row.id(), Node.clean(row));
      if (row.nested()) {
        gates.put(row.id(), Node.gate(row));
      }
    }
    for (ResourceState row : existing) {
      Node clean = require(cleans, row.id());
      root.map(scope -> scope.ends().get(row.path().split("/", 2)[0])).ifPresent(clean::after);
      for (UUID required : row.requires()) {
        Optional.ofNullable(cleans.get(required)).ifPresent(other -> other.after(clean));
        Optional.ofNullable(gates.get(required)).ifPresent(other -> other.after(clean));
      }
      row.parent()
          .filter(cleans::containsKey)
          .ifPresent(
              parent -> {
                require(cleans, parent).after(clean);
                clean.after(require(gates, parent));
                Optional.ofNullable(gates.get(row.id()))
                    .ifPresent(gate -> gate.after(require(gates, parent)));
              });
    }
    made.addAll(cleans.values());
    made.addAll(gates.values());
    return made;
  }

  private static Node require(Map<UUID, Node> nodes, UUID id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new IllegalStateException("no node for row " + id);
    }
    return node;
  }
}
