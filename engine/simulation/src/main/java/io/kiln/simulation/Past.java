package io.kiln.simulation;

import io.kiln.engine.convergence.Adoption;
import io.kiln.engine.convergence.ExportedTree;
import io.kiln.engine.convergence.InvalidStackException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.SnapshotRecord;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.simulation.template.Blueprint;
import io.kiln.simulation.template.Sketch;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What somebody does with what a stack was before: to keep it, name it anew or go back to it. */
final class Past {
  private final String name;
  private final World world;
  private final Function<Blueprint, NewRevision> revision;
  private Optional<Exported> abandoned = Optional.empty();

  /** What is left of a stack that was abandoned. */
  private record Exported(Value document, Blueprint blueprint) {}

  /**
   * @param name the stack's
   * @param revision what is asked for when a blueprint is
   */
  Past(String name, World world, Function<Blueprint, NewRevision> revision) {
    this.name = name;
    this.world = world;
    this.revision = revision;
  }

  void snapshot(StackRecord stack) {
    // One that is being taken cannot be forgotten: the API refuses, as Heat's does.
    List<SnapshotRecord> taken =
        world.store.snapshots(stack.id()).stream()
            .filter(snapshot -> snapshot.status() != Status.IN_PROGRESS)
            .toList();
    if (!taken.isEmpty() && world.random.nextInt(4) == 0) {
      world.story.tell(() -> "user: forget a snapshot of " + name);
      world.store.forgetSnapshot(stack.id(), any(taken).id());
    } else {
      world.story.tell(() -> "user: snapshot of " + name);
      world.service.snapshot(User.PROJECT, name, "");
    }
  }

  /** To the revision of a snapshot; gives what is wanted then. */
  Optional<Blueprint> restore(StackRecord stack) {
    List<SnapshotRecord> taken =
        world.store.snapshots(stack.id()).stream()
            .filter(snapshot -> snapshot.status() == Status.COMPLETE)
            .toList();
    if (taken.isEmpty()) {
      snapshot(stack);
      return Optional.empty();
    }
    long goal = any(taken).revision();
    world.story.tell(() -> "user: restore %s to revision %d".formatted(name, goal));
    return Optional.of(repeat(stack, goal, Origin.restore(goal)));
  }

  /** To any revision there was; gives what is wanted then. */
  Optional<Blueprint> goBack(StackRecord stack) {
    List<RevisionRecord> revisions = world.store.revisions(stack.id());
    long goal = any(revisions).number();
    world.story.tell(() -> "user: roll %s back to revision %d".formatted(name, goal));
    return Optional.of(repeat(stack, goal, Origin.rollback(goal)));
  }

  private Blueprint repeat(StackRecord stack, long goal, Origin why) {
    Blueprint blueprint = world.blueprints.of(world.store.source(stack.id(), goal));
    world.service.update(User.PROJECT, name, revision.apply(blueprint).because(why));
    return blueprint;
  }

  /** Another name for one of its resources and no other change; gives what is wanted then. */
  Optional<Blueprint> rename(StackRecord stack) {
    Blueprint now = world.blueprints.of(world.store.source(stack.id(), stack.currentRevision()));
    Optional<Sketch.Renamed> drawn = world.sketch.rename(now);
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    Sketch.Renamed renamed = drawn.get();
    List<ResourceState> before = world.store.resources(stack.id());
    world.story.tell(
        () -> "user: %s of %s is called %s".formatted(renamed.from(), name, renamed.to()));
    try {
      StackRecord updated =
          world.service.update(
              User.PROJECT,
              name,
              revision
                  .apply(renamed.blueprint())
                  .renaming(List.of(new Rename(renamed.from(), renamed.to()))));
      world.watch.renamed(stack.id());
      if (isAsItShouldBe(stack, before)) {
        before.stream()
            .filter(row -> row.path().equals(renamed.from()))
            .forEach(row -> world.watch.standing().keeps(updated, renamed.to(), row.id()));
      }
      return Optional.of(renamed.blueprint());
    } catch (InvalidStackException e) {
      world.story.tell(() -> "user: is told: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether an update to the revision that it has would find nothing to do. */
  private boolean isAsItShouldBe(StackRecord stack, List<ResourceState> rows) {
    boolean reached =
        switch (stack.action()) {
          case CREATE, UPDATE, ROLLBACK, RESTORE, ADOPT -> stack.status() == Status.COMPLETE;
          case INIT, DELETE, SUSPEND, RESUME, CHECK, SNAPSHOT, SIGNAL -> false;
        };
    return reached && rows.stream().allMatch(row -> row.isComplete() && row.attempting().isEmpty());
  }

  void abandon(StackRecord stack) {
    world.story.tell(() -> "user: abandon " + name);
    Stacks.Abandoned left = world.service.abandon(User.PROJECT, name);
    var document = new LinkedHashMap<String, Value>();
    document.put("id", Value.text(stack.id().toString()));
    document.put("resources", ExportedTree.of(left.rows()));
    abandoned = Optional.of(new Exported(Value.map(document), world.blueprints.of(left.source())));
    world.watch.abandoned(stack.id(), left.rows());
  }

  boolean hasAbandoned() {
    return abandoned.isPresent();
  }

  /** What was abandoned, and perhaps something of it no longer; gives what is wanted then. */
  Optional<Blueprint> adopt() {
    Exported exported = abandoned.orElseThrow();
    abandoned = Optional.empty();
    Blueprint blueprint =
        world.random.nextInt(3) == 0
            ? world.sketch.edit(exported.blueprint())
            : exported.blueprint();
    world.story.tell(() -> "user: adopt %s = %s".formatted(name, blueprint));
    Adoption adoption = Adoption.read(exported.document(), world.now());
    world.service.adopt(User.PROJECT, name, revision.apply(blueprint), adoption);
    world.watch.adopted(adoption.stack(), adoption.rows());
    return Optional.of(blueprint);
  }

  private <T> T any(List<T> all) {
    return all.get(world.random.nextInt(all.size()));
  }
}
