package io.kiln.simulation.fleet;

import io.kiln.templates.value.Value;

/**
 * One thing that exists on a host.
 *
 * @param id what the host calls it
 * @param tree the stack it belongs to; empty when it is somebody else's
 * @param resource the row it was made for
 * @param path of that row in the tree
 * @param properties what it was last given
 * @param ready whether it has come up with them
 */
public record Thing(
    String id,
    String tree,
    String resource,
    String path,
    String type,
    String host,
    Value.MapOf properties,
    boolean ready,
    boolean resting) {

  Thing given(Value.MapOf next) {
    return new Thing(id, tree, resource, path, type, host, next, false, resting);
  }

  Thing up() {
    return new Thing(id, tree, resource, path, type, host, properties, true, resting);
  }

  Thing resting(boolean rests) {
    return new Thing(id, tree, resource, path, type, host, properties, ready, rests);
  }

  /** Whether one of its properties is what another is called. */
  public boolean needs(String other) {
    return properties.entries().values().stream().anyMatch(value -> mentions(value, other));
  }

  private static boolean mentions(Value value, String id) {
    return switch (value) {
      case Value.Text(String text, _) -> text.equals(id);
      case Value.ListOf(var items, _) -> items.stream().anyMatch(item -> mentions(item, id));
      case Value.MapOf(var entries, _) ->
          entries.values().stream().anyMatch(entry -> mentions(entry, id));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ -> false;
    };
  }
}
