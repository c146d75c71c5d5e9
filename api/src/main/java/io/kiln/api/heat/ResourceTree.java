package io.kiln.api.heat;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.PhysicalName;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.SeenStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
  private final Map<UUID, List<String>> neededBy = new HashMap<>();

  ResourceTree(StackRecord root, List<ResourceState> rows) {
    this.root = root;
    rows.forEach(row -> byId.put(row.id(), row));
    Set<UUID> replaced =
        rows.stream().flatMap(row -> row.replaces().stream()).collect(Collectors.toSet());
    rows.stream()
        .filter(row -> !replaced.contains(row.id()))
        .sorted(Comparator.comparing(ResourceState::createdAt).thenComparing(ResourceState::path))
        .forEach(row -> byPath.put(row.path(), row));
    byPath
        .values()
        .forEach(
            row ->
                row.requires()
                    .forEach(
                        needed ->
                            neededBy
                                .computeIfAbsent(needed, id -> new ArrayList<>())
                                .add(row.name())));
  }

  StackRecord root() {
    return root;
  }

  /** The resources of the root and of at most so many stacks below it; 0 for its own. */
  List<ResourceState> downTo(int depth) {
    return byPath.values().stream().filter(row -> SeenStack.depth(row.path()) <= depth).toList();
  }

  /** Any resource by its path. */
  Optional<ResourceState> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The names of the resources of the same template that rely on this one. */
  List<String> requiredBy(ResourceState resource) {
    return neededBy.getOrDefault(resource.id(), List.of()).stream().sorted().toList();
  }

  /** The id of the stack a resource lies in. */
  UUID stackId(ResourceState resource) {
    return resource.parent().orElse(root.id());
  }

  /** The name of the stack a resource lies in. */
  String stackName(ResourceState resource) {
    return resource.parent().map(byId::get).map(this::nestedName).orElse(root.name());
  }

  /** The name of the stack that a resource is. */
  String nestedName(ResourceState nested) {
    return PhysicalName.of(stackName(nested), nested.name(), nested.id(), PhysicalName.LONGEST);
  }
}
