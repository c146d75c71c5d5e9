package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.ResourceDefinition;
import java.util.Collection;
import java.util.Optional;

/**
 * Resources that stand for things which were there before ({@code external_id}): looked at, never
 * changed, never deleted (heat/engine/resource.py, {@code external_id}). Pure.
 */
final class Foreign {

  private Foreign() {}

  /** It stays when it was found before; else it is looked for. */
  static Decision decide(Collection<ResourceState> candidates, String externalId) {
    Optional<ResourceState> row =
        candidates.stream()
            .filter(ResourceState::isForeign)
            .filter(found -> found.physicalId().equals(Optional.of(externalId)))
            .findFirst();
    return row.filter(ResourceState::isComplete)
        .<Decision>map(Decision.Keep::new)
        .orElseGet(
            () -> new Decision.Adopt(row, externalId, "it was there before and is only looked at"));
  }

  /**
   * Why a resource cannot stand for a thing that was there before.
   *
   * @param handler empty for a stack of its own
   * @param undoing what a failed operation made in its place goes in any case
   */
  static Optional<String> problem(
      ResourceDefinition definition,
      String externalId,
      Collection<ResourceState> rows,
      Optional<ResourceHandler> handler,
      boolean undoing) {
    if (handler.filter(ResourceHandler::adopts).isEmpty()) {
      return Optional.of(
          "external_id is not supported for %s: it cannot look at a thing it did not make"
              .formatted(definition.type()));
    }
    for (ResourceState row : rows) {
      if (undoing || row.action() == Action.DELETE) {
        continue;
      }
      if (!row.isForeign()) {
        return Optional.of(
            "the stack made %s itself: external_id cannot be given to it; use another name for it"
                .formatted(row.path()));
      }
      if (!row.physicalId().equals(Optional.of(externalId))) {
        return Optional.of(
            "external_id of %s cannot be changed; use another name for the other thing"
                .formatted(row.path()));
      }
    }
    return Optional.empty();
  }
}
