package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a tree while a walk changes them; every change goes to the journal. */
final class Rows {
  private final Map<UUID, ResourceState> byId = new LinkedHashMap<>();
  private final Map<String, Set<UUID>> byPath = new LinkedHashMap<>();
  private final Map<UUID, Set<UUID>> byParent = new LinkedHashMap<>();
  private final Map<UUID, Set<UUID>> byRequired = new LinkedHashMap<>();
  private final String rootName;
  private final Journal journal;
  private final InstantSource clock;
  private Map<UUID, Drift> seen = Map.of();
  private boolean undoing;

  /**
   * @param rootName the root stack's name
   */
  Rows(String rootName, Collection<ResourceState> rows, Journal journal, InstantSource clock) {
    this.rootName = rootName;
    this.journal = journal;
    this.clock = clock;
    rows.forEach(this::put);
  }

  Collection<ResourceState> all() {
    return List.copyOf(byId.values());
  }

  Optional<ResourceState> find(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  ResourceState get(UUID id) {
    @Nullable ResourceState row = byId.get(id);
    if (row == null) {
      throw new IllegalStateException("the walk has no row " + id);
    }
    return row;
  }

  List<ResourceState> at(String path) {
    return byPath.getOrDefault(path, Set.of()).stream().map(this::get).toList();
  }

  /** The rows directly in a nested stack. */
  List<ResourceState> children(UUID nested) {
    return byParent.getOrDefault(nested, Set.of()).stream().map(this::get).toList();
  }

  /** The rows that say they rely on a row. */
  List<ResourceState> relyingOn(UUID id) {
    return byRequired.getOrDefault(id, Set.of()).stream()
        .flatMap(other -> find(other).stream())
        .filter(row -> row.requires().contains(id))
        .toList();
  }

  /**
   * A row lets go of others that it relied on. Who relies on the row may still rely on them: it was
   * given one of its attributes, say, and was not given anything newer yet.
   *
   * @param heirs who may, besides those that rely on the row
   */
  void handOn(ResourceState row, Set<UUID> released, Collection<ResourceState> heirs) {
    Stream.concat(relyingOn(row.id()).stream(), heirs.stream())
        .forEach(
            heir -> {
              var both = new HashSet<>(heir.requires());
              if (both.addAll(released)) {
                write(change(heir).requires(both).build());
              }
            });
  }

  /** The rows in a nested stack, and in those that lie in it. */
  List<ResourceState> within(UUID nested) {
    var all = new ArrayList<>(children(nested));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(children(all.get(i).id()));
    }
    return all;
  }

  /** The name of the stack that a row lies in. */
  String enclosing(ResourceState row) {
    return row.parent().flatMap(this::find).map(this::stackName).orElse(rootName);
  }

  /** The name of the stack that a nested row is. */
  String stackName(ResourceState nested) {
    return PhysicalName.of(enclosing(nested), nested.name(), nested.id(), PhysicalName.LONGEST);
  }

  /** Whether its own policy retains it, or that of a nested stack that goes with it. */
  boolean isRetained(ResourceState row, Set<UUID> kept) {
    return retains(row)
        || row.parent()
            .filter(parent -> !kept.contains(parent))
            .flatMap(this::find)
            .filter(parent -> isRetained(parent, kept))
            .isPresent();
  }

  private boolean retains(ResourceState row) {
    return switch (row.deletionPolicy()) {
      case DELETE, SNAPSHOT -> false;
      case RETAIN, FOREIGN -> true;
      case RETAIN_EXCEPT_ON_CREATE ->
          !undoing && (row.action() != Action.CREATE || row.status() == Status.COMPLETE);
    };
  }

  /** How real things are that somebody has looked at. */
  void see(Map<UUID, Drift> looks) {
    seen = Map.copyOf(looks);
  }

  Optional<Drift> seen(ResourceState row) {
    return Optional.ofNullable(seen.get(row.id()));
  }

  /** What becomes of a resource that drifts, by its own metadata or that of what it lies in. */
  DriftPolicy policy(Value metadata, Optional<UUID> parent) {
    return DriftPolicy.in(metadata)
        .or(() -> parent.flatMap(this::find).map(row -> policy(row.metadata(), row.parent())))
        .orElse(DriftPolicy.REPORT);
  }

  /** What is cleaned from now on was made by an operation that is being undone. */
  void undo() {
    undoing = true;
  }

  /** Whether an operation is being undone. */
  boolean isUndoing() {
    return undoing;
  }

  /** Keeps a row whose new state nobody needs to hear of. */
  ResourceState write(ResourceState row) {
    put(row);
    journal.write(row);
    return row;
  }

  /** Keeps a row and tells of it. */
  ResourceState announce(ResourceState row) {
    put(row);
    journal.announce(row);
    return row;
  }

  /** Tells of something that leaves the row as it is. */
  void tell(ResourceState row, Status status, String reason) {
    tell(row, row.action(), status, reason);
  }

  /** Tells of something else that was about to be done; it leaves the row as it is. */
  void tell(ResourceState row, Action action, Status status, String reason) {
    journal.tell(change(row).action(action, status, reason).build());
  }

  /** Drops a row of whose end nobody needs to hear. */
  void drop(ResourceState row) {
    forget(row);
    journal.drop(row);
  }

  /** Drops a row; tells of it as deleted. */
  void remove(ResourceState row, String reason) {
    forget(row);
    journal.remove(change(row).action(Action.DELETE, Status.COMPLETE, reason).build());
  }

  private void forget(ResourceState row) {
    byId.remove(row.id());
    byPath.getOrDefault(row.path(), new LinkedHashSet<>()).remove(row.id());
    leave(row);
    if (!row.requires().isEmpty()) {
      handOn(row, row.requires(), List.of());
    }
    byRequired.remove(row.id());
  }

  /** What was said to rows from outside since they were read. */
  void hear(Map<UUID, Heard> said) {
    said.forEach((id, heard) -> find(id).ifPresent(row -> put(row.told(heard))));
  }

  /** What signals have made of those that a row requires, by what refers to them. */
  Map<String, Value.MapOf> signals(ResourceState row, Handlers handlers) {
    var signals = new LinkedHashMap<String, Value.MapOf>();
    for (UUID id : row.requires()) {
      Optional<ResourceState> required = find(id);
      Optional<ResourceHandler> handler =
          required
              .flatMap(found -> handlers.find(found.type()))
              .filter(found -> found.signals().isPresent());
      if (required.isPresent() && handler.isPresent()) {
        Value reference =
            new Standing.Real(required.get(), handler).reference(required.get().path());
        signals.put(clear(reference), required.get().heard().signals());
      }
    }
    return signals;
  }

  /** A reference that is an address may be a secret: whoever waits for it knows it as it is. */
  private static String clear(Value reference) {
    return reference instanceof Value.Text(String text, _) ? text : reference.toString();
  }

  /** The start of a changed copy, stamped now. */
  RowChange change(ResourceState row) {
    return new RowChange(row, clock.instant());
  }

  /** A row that was not there before, about to be created. */
  ResourceState fresh(
      UUID id, String path, Optional<UUID> parent, String type, boolean nested, Value.MapOf given) {
    Instant now = clock.instant();
    return new ResourceState(
        id,
        path,
        parent,
        type,
        nested,
        Optional.empty(),
        Action.CREATE,
        Status.IN_PROGRESS,
        "state changed",
        given,
        Optional.empty(),
        Optional.empty(),
        Value.MapOf.EMPTY,
        Set.of(),
        Optional.empty(),
        DeletionPolicy.DELETE,
        Optional.empty(),
        "",
        0,
        now,
        now);
  }

  private void leave(ResourceState row) {
    row.parent()
        .map(byParent::get)
        .ifPresent(
            siblings -> {
              if (siblings != null) {
                siblings.remove(row.id());
              }
            });
  }

  private void put(ResourceState row) {
    @Nullable ResourceState before = byId.put(row.id(), row);
    if (before != null && !before.parent().equals(row.parent())) {
      leave(before);
    }
    row.parent()
        .ifPresent(
            parent -> byParent.computeIfAbsent(parent, id -> new LinkedHashSet<>()).add(row.id()));
    byPath.computeIfAbsent(row.path(), path -> new LinkedHashSet<>()).add(row.id());
    for (UUID required : row.requires()) {
      byRequired.computeIfAbsent(required, id -> new LinkedHashSet<>()).add(row.id());
    }
  }
}
