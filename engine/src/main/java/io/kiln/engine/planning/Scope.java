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
 * @param stackName what people call it
 * @param parent the nested stack's row; empty for the root
 * @param group what unfolded into it; empty when a template says what it holds
 * @param ends the last node of each resource
 * @param standings how the resources that the walk has passed stand
 */
record Scope(
    String prefix,
    String stackName,
    Frame frame,
    Optional<UUID> parent,
    Optional<GroupContent> group,
    Map<String, Node> ends,
    Map<String, Standing> standings)
    implements References {

  static Scope root(String stackName, Frame frame) {
    return of("", stackName, frame, Optional.empty(), Optional.empty());
  }

  static Scope of(
      String prefix,
      String stackName,
      Frame frame,
      Optional<UUID> parent,
      Optional<GroupContent> group) {
    return new Scope(prefix, stackName, frame, parent, group, new HashMap<>(), new HashMap<>());
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

  @Override
  public boolean spread(String resource, String attribute) {
    return standings.get(resource) instanceof Standing.Grouped group && group.spreads(attribute);
  }
}
