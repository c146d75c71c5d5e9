package io.kiln.simulation;

import io.kiln.engine.convergence.ResourceNotFoundException;
import io.kiln.engine.convergence.SignalRefusedException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.ResourceState;
import io.kiln.simulation.template.NoteHandler;
import io.kiln.simulation.template.Types;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What somebody says to single resources of a stack: signals, and that a hook is cleared. */
final class Calls {
  private final String name;
  private final World world;
  private List<ResourceState> pending = List.of();
  private long seen = -1;

  /**
   * @param name the stack's
   */
  Calls(String name, World world) {
    this.name = name;
    this.world = world;
  }

  private List<ResourceState> rows() {
    Optional<StackRecord> stack = world.store.find(User.PROJECT, name);
    return stack.map(StackRecord::id).map(world.store::resources).orElse(List.of());
  }

  /** The resources that stopped at a hook. */
  List<ResourceState> pending() {
    if (seen != world.watch.commits()) {
      seen = world.watch.commits();
      pending = rows().stream().filter(row -> row.pending().isPresent()).toList();
    }
    return pending;
  }

  void clear() {
    ResourceState row = any(pending());
    String hook = row.pending().orElseThrow();
    world.story.tell(() -> "user: clear %s of %s of %s".formatted(hook, row.path(), name));
    var details = new LinkedHashMap<String, Value>();
    details.put("unset_hook", Value.text(hook));
    try {
      world.service.signal(User.PROJECT, name, row.path(), Value.map(details));
      world.watch.cleared(row, hook);
    } catch (SignalRefusedException | ResourceNotFoundException e) {
      world.story.tell(() -> "user: is told: " + e.getMessage());
    }
    world.watch.asked();
  }

  void signal() {
    List<ResourceState> notes =
        rows().stream().filter(row -> row.type().equals(Types.NOTE)).toList();
    if (notes.isEmpty()) {
      return;
    }
    ResourceState note = any(notes);
    Map<UUID, Integer> before = counts();
    world.story.tell(() -> "user: signal to %s of %s".formatted(note.path(), name));
    try {
      world.service.signal(User.PROJECT, name, note.path(), Value.nothing());
    } catch (SignalRefusedException | ResourceNotFoundException e) {
      world.story.tell(() -> "user: is told: " + e.getMessage());
      return;
    }
    Map<UUID, Integer> after = counts();
    List<UUID> heard =
        after.entrySet().stream()
            .filter(count -> !count.getValue().equals(before.get(count.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    if (heard.size() != 1) {
      world.watch.report(
          Invariant.NO_LOSS, "%d resources heard a signal that was taken".formatted(heard.size()));
    }
    heard.forEach(world.watch::signalled);
  }

  private Map<UUID, Integer> counts() {
    return rows().stream()
        .collect(
            Collectors.toMap(ResourceState::id, row -> NoteHandler.count(row.heard().signals())));
  }

  private ResourceState any(List<ResourceState> all) {
    return all.get(world.random.nextInt(all.size()));
  }
}
