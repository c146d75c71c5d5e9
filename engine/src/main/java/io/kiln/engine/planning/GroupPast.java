package io.kiln.engine.planning;

import io.kiln.resources.spi.Past;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the rows tell of a group.
 *
 * @param id the group's id, whether or not it has a row yet
 */
record GroupPast(Node node, Rows rows, Handlers handlers, UUID id) implements Past {

  @Override
  public String groupId() {
    return id.toString();
  }

  @Override
  public boolean creating() {
    return row().flatMap(ResourceState::attributes).isEmpty();
  }

  @Override
  public Value.MapOf memory() {
    return row().map(GroupMemory::ofType).orElse(Value.MapOf.EMPTY);
  }

  @Override
  public Value.MapOf heard() {
    return row().map(row -> row.heard().signals()).orElse(Value.MapOf.EMPTY);
  }

  @Override
  public List<Member> members() {
    Map<String, ResourceState> newest = new LinkedHashMap<>();
    row().map(group -> rows.children(group.id())).orElse(List.of()).stream()
        .filter(row -> row.action() != Action.DELETE && row.action() != Action.INIT)
        .sorted(Comparator.comparing(ResourceState::createdAt).thenComparing(ResourceState::name))
        .forEach(row -> newest.put(row.name(), row));
    return newest.values().stream()
        .map(
            row ->
                new Member(
                    row.name(),
                    row.status() == Status.FAILED,
                    new Standing.Real(row, handlers.find(row.type())).reference(row.path())))
        .toList();
  }

  @Override
  public Optional<Value.MapOf> sibling(String reference) {
    Value wanted = Value.text(reference);
    return node.scope().standings().values().stream()
        .filter(Standing.Real.class::isInstance)
        .map(Standing.Real.class::cast)
        .filter(real -> real.reference(real.row().path()).equals(wanted))
        .map(real -> real.row().properties())
        .findFirst();
  }

  /** The group's row and all below it. */
  List<ResourceState> everything() {
    var all = new ArrayList<ResourceState>(row().stream().toList());
    for (int i = 0; i < all.size(); i++) {
      all.addAll(rows.children(all.get(i).id()));
    }
    return all;
  }

  Optional<ResourceState> row() {
    return rows.at(node.path()).stream()
        .filter(row -> row.nested() && row.action() != Action.DELETE)
        .findFirst();
  }
}
