package io.kiln.simulation;

import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Tree;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.planning.ResourceState;
import io.kiln.simulation.fleet.Request;
import io.kiln.simulation.fleet.Thing;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.ResourceRules.Hook;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sees everything and says when an {@link Invariant} does not hold. */
final class Watch {
  private static final StackQuery ALL =
      new StackQuery(Map.of(), true, OptionalInt.empty(), Optional.empty(), List.of(), false);

  private final World world;
  private final Standing standing;
  private final Requests requests;
  private final Subscriber subscriber;
  private final Map<UUID, Claim> newest = new HashMap<>();
  private final Map<String, Thing> lost = new HashMap<>();
  private final Set<String> retained = new HashSet<>();
  private final Set<UUID> renamed = new HashSet<>();
  private final Map<String, String> moved = new HashMap<>();
  private final Set<String> cleared = new HashSet<>();
  private final Map<UUID, Integer> signals = new HashMap<>();
  private final Set<Thing> foreign = new HashSet<>();
  private @Nullable Violation found;
  private @Nullable Claim calling;
  private long commits;
  private long seenCommits = -1;
  private long seenFleet = -1;

  Watch(World world) {
    this.world = world;
    this.standing = new Standing(world, this);
    this.requests = new Requests(world, this);
    this.subscriber = new Subscriber(world);
  }

  void begin(List<String> hosts) {
    for (String host : hosts) {
      var thing =
          new Thing("foreign@" + host, "", "", "foreign", "", host, Value.MapOf.EMPTY, true, false);
      foreign.add(thing);
      world.fleet.settle(thing);
    }
  }

  /** All stacks there ever were, newest last. */
  List<StackRecord> stacks() {
    return world.store.list("p", ALL);
  }

  void report(Invariant invariant, String what) {
    if (found == null) {
      found = new Violation(invariant, what);
    }
  }

  /** Who makes the call that is under way. */
  void calling(@Nullable Claim claim) {
    calling = claim;
  }

  Optional<Claim> caller() {
    return Optional.ofNullable(calling);
  }

  void claimed(Claim claim) {
    newest.put(claim.stack(), claim);
  }

  Claim newest(Claim claim) {
    return newest.getOrDefault(claim.stack(), claim);
  }

  /** What a commit would leave outside though its rows go. */
  Set<String> retainedBy(Claim claim, TreeChanges changes) {
    if (changes.removed().isEmpty()) {
      return Set.of();
    }
    return world.store.resources(claim.stack()).stream()
        .filter(row -> changes.removed().contains(row.id()))
        .filter(row -> row.deletionPolicy() == DeletionPolicy.RETAIN)
        .map(row -> row.id().toString())
        .collect(Collectors.toSet());
  }

  /**
   * @param left what it left outside
   */
  void committed(Claim claim, TreeChanges changes, Set<String> left) {
    retained.addAll(left);
    if (changes.isEmpty()) {
      return;
    }
    commits++;
    if (renamed.contains(claim.stack())) {
      changes.written().forEach(row -> moved.put(row.id().toString(), row.path()));
    }
    if (newest(claim).fence() > claim.fence()) {
      report(
          Invariant.MONOTONE,
          "the store took a write under fence %d though %d was given out"
              .formatted(claim.fence(), newest(claim).fence()));
    }
  }

  /** Somebody asked something of the store. */
  void asked() {
    commits++;
  }

  long commits() {
    return commits;
  }

  void loaded(Claim claim, Tree tree) {
    requests.loaded(claim, tree);
  }

  void accepted(Request request) {
    requests.accepted(request);
  }

  void lost(Thing thing) {
    lost.put(thing.resource(), thing);
  }

  /** Everything of a stack that vanished is there again by now: it is looked at anew. */
  void forgive(UUID stack) {
    lost.values().removeIf(thing -> thing.tree().equals(stack.toString()));
    standing.anew(stack);
    seenCommits = -1;
    look();
  }

  boolean isLost(String resource) {
    return lost.containsKey(resource);
  }

  boolean wasLostAt(String tree, String path) {
    return lost.values().stream()
        .anyMatch(thing -> thing.tree().equals(tree) && pathOf(thing).equals(path));
  }

  /** Where a thing belongs by now: its row may have another name than when it was made. */
  String pathOf(Thing thing) {
    return moved.getOrDefault(thing.resource(), thing.path());
  }

  /** The things of a tree at a path. */
  List<Thing> at(String tree, String path) {
    var found = new ArrayList<Thing>();
    for (Thing thing : world.fleet.things()) {
      if (thing.tree().equals(tree) && pathOf(thing).equals(path)) {
        found.add(thing);
      }
    }
    return found;
  }

  /** A resource goes on from a hook. */
  void cleared(ResourceState row, String hook) {
    cleared.add(row.id() + hook);
  }

  boolean isCleared(ResourceState row, Hook hook) {
    return cleared.contains(row.id() + hook.written());
  }

  /** A signal was taken by a resource. */
  void signalled(UUID resource) {
    signals.merge(resource, 1, Integer::sum);
  }

  /** How many signals a resource has taken. */
  int signals(UUID resource) {
    return signals.getOrDefault(resource, 0);
  }

  /** Some resources of a stack have other names from now on. */
  void renamed(UUID stack) {
    renamed.add(stack);
  }

  /** Nobody answers for what was made for these rows. */
  void abandoned(UUID stack, List<ResourceState> rows) {
    rows.forEach(row -> retained.add(row.id().toString()));
    subscriber.forget(stack);
  }

  /** These are somebody's again. */
  void adopted(UUID stack, List<ResourceState> rows) {
    rows.forEach(row -> retained.remove(row.id().toString()));
    rows.forEach(row -> signals.remove(row.id())); // what was said to them is in no export
    standing.anew(stack);
  }

  boolean isRetained(Thing thing) {
    return retained.contains(thing.resource());
  }

  Standing standing() {
    return standing;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  /** After every step. */
  void look() {
    if (found == null && (seenCommits != commits || seenFleet != world.fleet.version())) {
      seenCommits = commits;
      seenFleet = world.fleet.version();
      standing.look();
      if (world.random.nextInt(8) == 0) {
        subscriber.read();
      }
    }
    if (found != null) {
      throw found;
    }
  }

  /** Whether nothing of others was touched. */
  void foreignThingsStand() {
    if (!world.fleet.things().containsAll(foreign)) {
      report(Invariant.NO_ORPHAN, "something that is not ours was touched");
    }
    look();
  }

  /** For people. */
  String state() {
    var text = new StringBuilder();
    for (StackRecord stack : stacks()) {
      text.append(
          "%n  stack %s %s %s (%s), traversal %d"
              .formatted(
                  stack.name(),
                  stack.action(),
                  stack.status(),
                  stack.statusReason(),
                  stack.traversal()));
      for (ResourceState row : world.store.resources(stack.id())) {
        text.append(
            "%n    row %s %s %s %s %s (%s)"
                .formatted(
                    row.id().toString().substring(0, 8),
                    row.path(),
                    row.type(),
                    row.action(),
                    row.status(),
                    row.statusReason()));
      }
    }
    for (Thing thing : world.fleet.things()) {
      text.append(
          "%n  thing %s on %s, row %s, %s%s %s"
              .formatted(
                  thing.id(),
                  thing.host(),
                  thing.resource().isEmpty() ? "-" : thing.resource().substring(0, 8),
                  thing.ready() ? "up" : "not up",
                  thing.resting() ? ", resting" : "",
                  thing.properties()));
    }
    return text.toString();
  }
}
