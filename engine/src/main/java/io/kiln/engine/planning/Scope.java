package io.kiln.engine.planning;

import io.kiln.templates.model.Frame;
import io.kiln.templates.model.References;
import io.kiln.templates.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One stack of the tree within a walk: its frame, and how its resources stand.
 *
 * @param prefix the path of the nested stack with a trailing slash; empty for the root
 * @param parent the nested stack's row; empty for the root
 * @param ends the last node of each resource
 * @param standings how the resources that the walk has passed stand
 */
record Scope(
    String prefix,
    Frame frame,
    Optional<UUID> parent,
    Map<String, Node> ends,
    Map<String, Standing> standings)
    implements References {

  static Scope of(String prefix, Frame frame, Optional<UUID> parent) {
    return new Scope(prefix, frame, parent, new HashMap<>(), new HashMap<>());
  }

  String path(String name) {
    return prefix + name;
  }

  @Override
  public Value reference(String resource) {
    Standing standing = standings.get(resource);
    return standing == null ? Value.nothing() : standing.reference(path(resource));
  }

  @Override
  public Value attribute(String resource, String attribute) {
    Standing standing = standings.get(resource);
    return standing == null ? Value.nothing() : standing.attribute(path(resource), attribute);
  }
}
