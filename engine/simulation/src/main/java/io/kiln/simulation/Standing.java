package io.kiln.simulation;

import io.kiln.engine.convergence.ExportedTree;
import io.kiln.engine.convergence.SnapshotRecord;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.simulation.fleet.Thing;
import io.kiln.simulation.template.Blueprint;
import io.kiln.simulation.template.NoteHandler;
import io.kiln.simulation.template.Types;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares what is stored with what exists: no duplicate, loss, orphan, mixture, false claim. */
final class Standing {
  private final World world;
  private final Watch watch;
  private final Map<UUID, Long> verified = new HashMap<>();
  private final Map<UUID, Kept> kept = new HashMap<>();

  /** A resource that has to be at a path when a traversal is complete. */
  private record Kept(long traversal, String path, UUID resource) {}

  Standing(World world, Watch watch) {
    this.world = world;
    this.watch = watch;
  }

  /** The stack is to be looked at though it settled a while ago. */
  void anew(UUID stack) {
    verified.remove(stack);
    kept.remove(stack);
  }

  void look() {
    var rows = new HashMap<String, ResourceState>();
    List<StackRecord> stacks = watch.stacks();
    for (StackRecord stack : stacks) {
      for (ResourceState row : world.store.resources(stack.id())) {
        rows.put(row.id().toString(), row);
      }
    }
    var things = new HashMap<String, Thing>();
    for (Thing thing : world.fleet.things()) {
      if (thing.tree().isEmpty()) {
        continue;
      }
      Thing other = things.put(thing.resource(), thing);
      if (other != null) {
        watch.report(
            Invariant.NO_DUPLICATE,
            "%s and %s both exist for one resource".formatted(other.id(), thing.id()));
      }
      if (!rows.containsKey(thing.resource()) && !watch.isRetained(thing)) {
        watch.report(Invariant.NO_ORPHAN, thing.id() + " exists and no row knows of it");
      }
    }
    rows.forEach((id, row) -> compare(id, row, things));
    for (StackRecord stack : stacks) {
      if (stack.status() == Status.COMPLETE
          && verified.getOrDefault(stack.id(), -1L) != stack.traversal()) {
        verified.put(stack.id(), stack.traversal());
        settled(stack);
      }
    }
  }

  private void compare(String id, ResourceState row, Map<String, Thing> things) {
    if (row.type().equals(Types.NOTE)
        && NoteHandler.count(row.heard().signals()) != watch.signals(row.id())) {
      watch.report(
          Invariant.NO_LOSS,
          "%s took %d signals and knows of %s"
              .formatted(row.path(), watch.signals(row.id()), row.heard().signals()));
    }
    boolean outside = !row.nested() && !row.type().equals(Types.NOTE);
    if (!outside || !row.isComplete() || row.attempting().isPresent() || watch.isLost(id)) {
      return;
    }
    Thing thing = things.get(id);
    String said = "%s is %s_COMPLETE".formatted(row.path(), row.action());
    if (thing == null) {
      watch.report(Invariant.NO_LOSS, said + " and does not exist");
    } else if (!thing.ready()) {
      watch.report(Invariant.NO_LOSS, said + " and is not up");
    } else if (!thing.properties().equals(row.properties())) {
      watch.report(
          Invariant.NO_LOSS,
          "%s with %s and has %s".formatted(said, row.properties(), thing.properties()));
    } else if (row.action() == Action.SUSPEND && !thing.resting()) {
      watch.report(Invariant.HONESTY, said + " and works");
    } else if (thing.resting() && row.action() != Action.SUSPEND) {
      watch.report(Invariant.HONESTY, said + " and rests");
    }
  }

  /** A stack that is COMPLETE is exactly what its target says. */
  private void settled(StackRecord stack) {
    switch (stack.action()) {
      case DELETE -> nothingIsLeft(stack);
      case SNAPSHOT -> snapshotTellsAll(stack);
      case CREATE, UPDATE, ROLLBACK, ADOPT, RESTORE -> {
        if (stack.target().revision().isEmpty()) {
          nothingIsLeft(stack);
        } else {
          isAsWanted(stack);
          keptItsResource(stack);
        }
      }
      case SUSPEND -> {
        for (Thing thing : of(stack)) {
          if (!thing.resting() && !watch.isRetained(thing) && !watch.isLost(thing.resource())) {
            watch.report(Invariant.HONESTY, "the stack is suspended and " + thing.id() + " works");
          }
        }
      }
      case INIT, CHECK, RESUME, SIGNAL -> {}
    }
  }

  /** As it is in this very moment; what may be restored to is complete. */
  private void snapshotTellsAll(StackRecord stack) {
    List<SnapshotRecord> snapshots = world.store.snapshots(stack.id());
    List<ResourceState> rows = world.store.resources(stack.id());
    boolean told =
        !snapshots.isEmpty()
            && snapshots.getLast().status() == Status.COMPLETE
            && snapshots.getLast().resources().equals(Optional.of(ExportedTree.of(rows)))
            && rows.stream().allMatch(ResourceState::isComplete);
    if (!told) {
      watch.report(
          Invariant.HONESTY, "the snapshot is taken but is not what there is: " + snapshots);
    }
  }

  /** A stack in which nothing but a name changes keeps its resources. */
  void keeps(StackRecord stack, String path, UUID resource) {
    kept.put(stack.id(), new Kept(stack.traversal(), path, resource));
  }

  private void keptItsResource(StackRecord stack) {
    @Nullable Kept what = kept.get(stack.id());
    if (what == null || what.traversal() != stack.traversal()) {
      return;
    }
    boolean same =
        world.store.resources(stack.id()).stream()
            .anyMatch(row -> row.path().equals(what.path()) && row.id().equals(what.resource()));
    if (!same) {
      watch.report(
          Invariant.SILENCE, "%s has another name but is not the same".formatted(what.path()));
    }
  }

  private List<Thing> of(StackRecord stack) {
    String tree = stack.id().toString();
    return world.fleet.things().stream().filter(thing -> thing.tree().equals(tree)).toList();
  }

  private void nothingIsLeft(StackRecord stack) {
    for (Thing thing : of(stack)) {
      if (!watch.isRetained(thing)) {
        watch.report(Invariant.LATEST_WINS, "nothing is to be left of the stack but " + thing.id());
      }
    }
    boolean deleted = stack.action() == Action.DELETE;
    if (deleted && !world.store.snapshots(stack.id()).isEmpty()) {
      watch.report(Invariant.HONESTY, "nothing is to be left of the stack but snapshots are");
    }
    if (!world.store.resources(stack.id()).isEmpty()) {
      watch.report(Invariant.HONESTY, "nothing is to be left of the stack but rows are");
    }
  }

  private void isAsWanted(StackRecord stack) {
    Blueprint wanted =
        world.blueprints.of(world.store.source(stack.id(), stack.target().revision().getAsLong()));
    String tree = stack.id().toString();
    Map<String, Value.MapOf> expected =
        Expectation.of(wanted, watch, tree, thing -> !watch.isRetained(thing));
    Set<String> paths = new HashSet<>(expected.keySet());
    for (Thing thing : of(stack)) {
      if (!watch.isRetained(thing) && !paths.contains(watch.pathOf(thing))) {
        watch.report(
            Invariant.LATEST_WINS, thing.id() + " exists and the last revision has no such thing");
      }
    }
    var wrong = new ArrayList<String>();
    boolean lost = false;
    for (String path : paths) {
      lost |= watch.wasLostAt(tree, path);
    }
    if (lost) {
      return; // who refers to what vanished behind everybody's back cannot be told
    }
    expected.forEach(
        (path, properties) -> {
          List<Thing> there =
              watch.at(tree, path).stream().filter(thing -> !watch.isRetained(thing)).toList();
          if (there.size() != 1) {
            wrong.add("%d things at %s".formatted(there.size(), path));
          } else if (!there.getFirst().properties().equals(properties)) {
            wrong.add(
                "%s has %s instead of %s"
                    .formatted(there.getFirst().id(), there.getFirst().properties(), properties));
          } else if (there.getFirst().resting() || !there.getFirst().ready()) {
            wrong.add(there.getFirst().id() + " does not work");
          }
        });
    if (!wrong.isEmpty()) {
      watch.report(
          Invariant.LATEST_WINS,
          "%s of revision %d is COMPLETE but %s"
              .formatted(
                  stack.action(), stack.target().revision().getAsLong(), String.join("; ", wrong)));
    }
  }
}
