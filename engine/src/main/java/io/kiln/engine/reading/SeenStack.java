package io.kiln.engine.reading;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.InState;
import io.kiln.engine.planning.PhysicalName;
import io.kiln.engine.planning.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A stack as people see it: the root of a tree, or one that lies in it.
 *
 * @param way the resources that are the stacks around it, from the root's down to the one that it
 *     is itself; empty for a root
 * @param name of a nested one made from the names along the way
 */
public record SeenStack(StackLine root, List<ResourceLine> way, String name) implements InState {

  public SeenStack {
    way = List.copyOf(way);
  }

  /** A tree's root. */
  public static SeenStack root(StackLine root) {
    return new SeenStack(root, List.of(), root.name());
  }

  /** The stack that one of this stack's resources is. */
  public SeenStack inner(ResourceLine resource) {
    return new SeenStack(
        root,
        Stream.concat(way.stream(), Stream.of(resource)).toList(),
        PhysicalName.of(name, resource.name(), resource.id(), PhysicalName.LONGEST));
  }

  /** The resource it is; empty for a root. */
  public Optional<ResourceLine> row() {
    return way.isEmpty() ? Optional.empty() : Optional.of(way.getLast());
  }

  public boolean isRoot() {
    return way.isEmpty();
  }

  public UUID id() {
    return isRoot() ? root.id() : way.getLast().id();
  }

  /** The stack it lies in; empty for a root. */
  public Optional<UUID> parent() {
    return row().map(row -> row.parent().orElse(root.id()));
  }

  /** Where it lies in the tree; empty for the root. */
  public String path() {
    return isRoot() ? "" : way.getLast().path();
  }

  /** The path of one of its resources. */
  public String path(String resource) {
    return isRoot() ? resource : path() + "/" + resource;
  }

  /** A path as seen from here, empty for the stack itself; nothing when it lies elsewhere. */
  public Optional<String> inside(String place) {
    if (isRoot() || place.equals(path())) {
      return Optional.of(isRoot() ? place : "");
    }
    String prefix = path() + "/";
    return place.startsWith(prefix)
        ? Optional.of(place.substring(prefix.length()))
        : Optional.empty();
  }

  @Override
  public Action action() {
    return row().map(ResourceLine::action).orElse(root.action());
  }

  @Override
  public Status status() {
    return row().map(ResourceLine::status).orElse(root.status());
  }

  /** Heat's words for a stack. */
  public String statusReason() {
    return row()
        .map(
            row ->
                switch (row.status()) {
                  case COMPLETE -> "Stack %s completed successfully".formatted(row.action());
                  case IN_PROGRESS -> "Stack %s started".formatted(row.action());
                  case FAILED -> row.statusReason();
                })
        .orElse(root.statusReason());
  }

  public Instant createdAt() {
    return row().map(ResourceLine::createdAt).orElse(root.createdAt());
  }

  public Optional<Instant> updatedAt() {
    return row()
        .map(
            row ->
                row.action() == Action.CREATE
                    ? Optional.<Instant>empty()
                    : Optional.of(row.updatedAt()))
        .orElse(root.updatedAt());
  }

  /** Those of a tree are the root's. */
  public List<String> tags() {
    return isRoot() ? root.tags() : List.of();
  }

  /** How many stacks below the root a path lies. */
  public static int depth(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }

  static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Where what lies at a path lies in; empty for the root's own. */
  public static String around(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
