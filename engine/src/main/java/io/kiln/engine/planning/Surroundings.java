package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What rows tell of each other: in which stack one lies, and what holds for it from there. Pure.
 */
public final class Surroundings {

  private final String root;
  private final Map<UUID, ResourceState> rows = new LinkedHashMap<>();

  /**
   * @param root the root stack's name
   * @param all rows of the tree
   */
  public Surroundings(String root, Collection<ResourceState> all) {
    this.root = root;
    all.forEach(row -> rows.put(row.id(), row));
  }

  /** The name of the stack that a row lies in. */
  public String stackOf(ResourceState row) {
    return row.parent()
        .flatMap(this::find)
        .map(
            nested ->
                PhysicalName.of(stackOf(nested), nested.name(), nested.id(), PhysicalName.LONGEST))
        .orElse(root);
  }

  /** What becomes of it when it drifts: its own policy, or that of what it lies in. */
  public DriftPolicy policy(ResourceState row) {
    return DriftPolicy.in(row.metadata())
        .or(() -> row.parent().flatMap(this::find).map(this::policy))
        .orElse(DriftPolicy.REPORT);
  }

  /** The rows whose real things can be compared with them. */
  public List<ResourceState> observable(Handlers handlers) {
    return rows.values().stream().filter(row -> whyNot(row, handlers).isEmpty()).toList();
  }

  /** Why a row that is no stack of its own cannot be compared with anything; empty when it can. */
  public static Optional<String> whyNot(ResourceState row, Handlers handlers) {
    if (row.nested()) {
      return Optional.of("it is a stack of its own");
    }
    if (handlers.find(row.type()).filter(ResourceHandler::observes).isEmpty()) {
      return Optional.of(row.type() + " does not look at what it made");
    }
    if (row.isForeign()) {
      return Optional.of("the stack did not make it");
    }
    if (row.action() == Action.SUSPEND) {
      return Optional.of("it is suspended");
    }
    return row.isComplete() && row.attempting().isEmpty()
        ? Optional.empty()
        : Optional.of("it is " + row.state());
  }

  private Optional<ResourceState> find(UUID id) {
    return Optional.ofNullable(rows.get(id));
  }
}
