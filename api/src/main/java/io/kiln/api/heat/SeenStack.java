package io.kiln.api.heat;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stack as people see it: the root of a tree, or one that lies in it. */
final class SeenStack {

  private final StackRecord root;
  private final Optional<ResourceState> row;
  private final Supplier<ResourceTree> rows;
  private @Nullable ResourceTree tree;
  private @Nullable StackRecord shown;

  private SeenStack(StackRecord root, Optional<ResourceState> row, Supplier<ResourceTree> rows) {
    this.root = root;
    this.row = row;
    this.rows = rows;
  }

  /** A tree's root; the rows are read when they are needed. */
  static SeenStack root(StackRecord root, Supplier<ResourceTree> rows) {
    return new SeenStack(root, Optional.empty(), rows);
  }

  static SeenStack nested(ResourceTree tree, ResourceState row) {
    return new SeenStack(tree.root(), Optional.of(row), () -> tree);
  }

  StackRecord root() {
    return root;
  }

  Optional<ResourceState> row() {
    return row;
  }

  ResourceTree tree() {
    ResourceTree known = tree;
    if (known == null) {
      known = rows.get();
      tree = known;
    }
    return known;
  }

  /** The id of the stack it lies in; null for a root. */
  @Nullable String parent() {
    return row.map(nested -> tree().stackId(nested).toString()).orElse(null);
  }

  /** A path as seen from here, empty for the stack itself; nothing when it lies elsewhere. */
  Optional<String> inside(String path) {
    if (row.isEmpty() || path.equals(row.get().path())) {
      return Optional.of(row.isEmpty() ? path : "");
    }
    String prefix = row.get().path() + "/";
    return path.startsWith(prefix)
        ? Optional.of(path.substring(prefix.length()))
        : Optional.empty();
  }

  /** The path of what is called so here. */
  String path(String name) {
    return row.map(nested -> nested.path() + "/" + name).orElse(name);
  }

  /** What is said of it; of one that lies in a tree, what its row tells. */
  StackRecord stack() {
    StackRecord known = shown;
    if (known == null) {
      known = row.map(this::told).orElse(root);
      shown = known;
    }
    return known;
  }

  private StackRecord told(ResourceState nested) {
    return new StackRecord(
        nested.id(),
        root.project(),
        tree().nestedName(nested),
        root.target(),
        nested.action(),
        nested.status(),
        reason(nested),
        root.latestRevision(),
        root.goodRevision(),
        root.traversal(),
        true,
        root.timeout(),
        List.of(),
        "",
        outputs(nested),
        root.owner(),
        nested.createdAt(),
        nested.action() == Action.CREATE ? Optional.empty() : Optional.of(nested.updatedAt()),
        Optional.empty());
  }

  /** Heat's words for a stack. */
  private static String reason(ResourceState nested) {
    return switch (nested.status()) {
      case COMPLETE -> "Stack %s completed successfully".formatted(nested.action());
      case IN_PROGRESS -> "Stack %s started".formatted(nested.action());
      case FAILED -> nested.statusReason();
    };
  }

  private static Value.MapOf outputs(ResourceState nested) {
    SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    nested
        .attributes()
        .orElse(Value.MapOf.EMPTY)
        .entries()
        .forEach((name, value) -> outputs.put(name, Value.map(Map.of("value", value))));
    return Value.map(outputs);
  }
}
