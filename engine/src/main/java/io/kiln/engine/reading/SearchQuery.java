package io.kiln.engine.reading;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What to look for in a project.
 *
 * @param kinds of things to look at
 * @param after where the page begins; empty for the first
 * @param limit how many at most
 */
public record SearchQuery(
    SearchWord word, Set<Found.Kind> kinds, Optional<Place> after, int limit) {

  public SearchQuery {
    kinds = Set.copyOf(kinds);
  }

  /**
   * A place in the order: stacks by name, then resources by the name of their stack, path and id.
   *
   * @param path empty for a stack
   */
  public record Place(Found.Kind kind, String stack, String path, UUID id) {}

  /**
   * Where to go on among things of a kind: empty for their first, also when the place is among
   * others.
   */
  public Optional<Place> after(Found.Kind kind) {
    return after.filter(place -> place.kind() == kind);
  }

  /** Whether things of a kind are looked at, and the page is not past them already. */
  public boolean wants(Found.Kind kind) {
    return kinds.contains(kind)
        && after.filter(place -> place.kind().compareTo(kind) > 0).isEmpty();
  }
}
