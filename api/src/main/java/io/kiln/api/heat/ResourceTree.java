package io.kiln.api.heat;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.ResourceState;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The resources of one stack tree as people see them: each path once. While a resource is being
 * replaced the one that takes its place is shown.
 */
final class ResourceTree {

  private final StackRecord root;
  private final Map<UUID, ResourceState> byId = new LinkedHashMap<>();
  private final Map<String, ResourceState> byPath = new LinkedHashMap<>();

  ResourceTree(StackRecord root, List<ResourceState> rows) {
    this.root = root;
    rows.forEach(row -> byId.put(row.id(), row));
    Set<UUID> replaced =
        rows.stream().flatMap(row -> row.replaces().stream()).collect(Collectors.toSet());
    rows.stream()
        .filter(row -> !replaced.contains(row.id()))
        .sorted(Comparator.comparing(ResourceState::createdAt).thenComparing(ResourceState::path))
        .forEach(row -> byPath.put(row.path(), row));
  }

  StackRecord root() {
    return root;
  }

  /** The resources at most so many stacks below the root; 0 for the root's own. */
  List<ResourceState> downTo(int depth) {
    return byPath.values().stream().filter(row -> depth(row) <= depth).toList();
  }

  /** The root stack's resource of that name, or any resource by its path. */
  Optional<ResourceState> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** One of the root stack's resources, by what the outside world calls it. */
  Optional<ResourceState> findByPhysicalId(String physicalId) {
    return downTo(0).stream()
        .filter(row -> row.physicalId().equals(Optional.of(physicalId)))
        .findFirst();
  }

  /** The names of the resources of the same template that rely on this one. */
  List<String> requiredBy(ResourceState resource) {
    return byPath.values().stream()
        .filter(row -> row.parent().equals(resource.parent()))
        .filter(row -> row.requires().contains(resource.id()))
        .map(ResourceState::name)
        .sorted()
        .toList();
  }

  /** The id of the stack a resource lies in. */
  UUID stackId(ResourceState resource) {
    return resource.parent().orElse(root.id());
  }

  /** The name of the stack a resource lies in. */
  String stackName(ResourceState resource) {
    return resource.parent().map(byId::get).map(this::nestedName).orElse(root.name());
  }

  /** What the stack of a nested resource is called: the names on the way to it. */
  String nestedName(ResourceState nested) {
    Deque<String> names = new ArrayDeque<>();
    Set<UUID> seen = new HashSet<>();
    Optional<ResourceState> at = Optional.of(nested);
    while (at.isPresent() && seen.add(at.get().id())) {
      names.addFirst(at.get().name());
      at = at.get().parent().map(byId::get);
    }
    names.addFirst(root.name());
    return String.join("-", names);
  }

  static int depth(ResourceState row) {
    return depth(row.path());
  }

  /** How many stacks below the root a path lies. */
  static int depth(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }
}
