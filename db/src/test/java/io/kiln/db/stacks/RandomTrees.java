package io.kiln.db.stacks;

import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.convergence.Trees;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Stacks of all sorts, with nested ones, some being replaced, and events of what is gone by now.
 */
final class RandomTrees {

  static final List<String> PROJECTS = List.of("one", "two");

  private static final List<String> TAGS = List.of("blue", "green", "red");
  private static final List<Status> STATUSES = List.of(Status.values());
  private static final int TREES = 14;
  private static final int DEEPEST = 3;
  private static final int EVENTS = 60;
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private final Stacks stacks;
  private final Trees trees;
  private final Random random;

  RandomTrees(Stacks stacks, Trees trees, Random random) {
    this.stacks = stacks;
    this.trees = trees;
    this.random = random;
  }

  void fill() {
    for (int i = 0; i < TREES; i++) {
      tree(PROJECTS.get(i % 2), "tree" + i);
    }
  }

  List<String> tags() {
    return TAGS.stream().filter(_ -> random.nextBoolean()).toList();
  }

  private void tree(String project, String name) {
    var source =
        new StackSource("t", "stack.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
    StackRecord stack =
        stacks.create(
            UUID.randomUUID(),
            project,
            name,
            new NewRevision(source, true, Optional.empty(), tags(), name + " it is", "ada"));
    List<ResourceState> rows = new ArrayList<>();
    resources("", Optional.empty(), 0, rows);
    List<StackEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String path =
          rows.isEmpty() || random.nextInt(5) == 0
              ? random.nextInt(3) == 0 ? "gone/deep" : ""
              : rows.get(random.nextInt(rows.size())).path();
      events.add(event(stack.id(), path));
    }
    Optional<TreeChanges.Settled> settled =
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(
                new TreeChanges.Settled(
                    Action.CREATE,
                    random.nextBoolean() ? Status.COMPLETE : Status.FAILED,
                    "ended",
                    Value.map(Map.of("o", Value.map(Map.of("value", Value.text(name))))),
                    false));
    commit(stack, new TreeChanges(rows, Set.of(), events, settled));
    if (random.nextInt(6) == 0) {
      StackRecord deleting =
          stacks.retarget(stack.id(), new Target(Action.DELETE, OptionalLong.empty()));
      Set<UUID> all = new HashSet<>();
      rows.forEach(row -> all.add(row.id()));
      commit(
          deleting,
          new TreeChanges(
              List.of(),
              all,
              List.of(),
              Optional.of(
                  new TreeChanges.Settled(
                      Action.DELETE, Status.COMPLETE, "gone", Value.MapOf.EMPTY, false))));
    }
  }

  /** Whatever else waits is claimed too and given back. */
  private void commit(StackRecord stack, TreeChanges changes) {
    List<Claim> claims = trees.claim("filler", 1000, Duration.ofMinutes(1));
    for (Claim claim : claims) {
      if (claim.stack().equals(stack.id())) {
        trees.commit(claim, stack.traversal(), changes);
      }
      trees.release(claim);
    }
  }

  private void resources(
      String around, Optional<UUID> parent, int depth, List<ResourceState> rows) {
    List<ResourceState> here = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      String path = around + "r" + i;
      boolean nested = depth < DEEPEST && random.nextInt(3) == 0;
      Set<UUID> requires = new HashSet<>();
      here.stream().filter(_ -> random.nextInt(3) == 0).forEach(row -> requires.add(row.id()));
      ResourceState row = row(path, parent, nested, requires, Optional.empty());
      here.add(row);
      if (nested) {
        resources(path + "/", Optional.of(row.id()), depth + 1, rows);
      }
      if (random.nextInt(6) == 0) {
        ResourceState successor = row(path, parent, nested, requires, Optional.of(row.id()));
        here.add(successor);
        if (nested) {
          resources(path + "/", Optional.of(successor.id()), depth + 1, rows);
        }
      }
    }
    rows.addAll(here);
  }

  static ResourceState row(String path) {
    return new Row(new Random(1)).make(path, Optional.empty(), false, Set.of(), Optional.empty());
  }

  private ResourceState row(
      String path,
      Optional<UUID> parent,
      boolean nested,
      Set<UUID> requires,
      Optional<UUID> replaces) {
    return new Row(random).make(path, parent, nested, requires, replaces);
  }

  private record Row(Random random) {

    ResourceState make(
        String path,
        Optional<UUID> parent,
        boolean nested,
        Set<UUID> requires,
        Optional<UUID> replaces) {
      return new ResourceState(
          UUID.randomUUID(),
          path,
          parent,
          nested ? "child.yaml" : any("OS::Heat::Value", "OS::Heat::None"),
          nested,
          nested || random.nextInt(4) == 0
              ? Optional.empty()
              : Optional.of("p-" + path.length() + "-" + random.nextInt(1000)),
          random.nextBoolean() ? Action.CREATE : Action.UPDATE,
          STATUSES.get(random.nextInt(STATUSES.size())),
          "state changed",
          Value.map(Map.of("v", Value.number(random.nextInt(9)))),
          Optional.empty(),
          Optional.of(Value.map(Map.of("value", Value.text(path)))),
          Value.MapOf.EMPTY,
          requires,
          replaces,
          DeletionPolicy.DELETE,
          Optional.empty(),
          "",
          0,
          NOON.plusSeconds(random.nextInt(4)),
          NOON.plusSeconds(9));
    }

    private String any(String one, String other) {
      return random.nextBoolean() ? one : other;
    }
  }

  private StackEvent event(UUID stack, String path) {
    return new StackEvent(
        0,
        UUID.randomUUID(),
        stack,
        path,
        random.nextBoolean() ? "OS::Heat::Value" : "child.yaml",
        Optional.of("physical"),
        random.nextBoolean() ? Action.CREATE : Action.UPDATE,
        STATUSES.get(random.nextInt(STATUSES.size())),
        "state changed",
        NOON);
  }
}
