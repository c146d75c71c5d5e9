package io.kiln.simulation;

import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.Tree;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Round;
import io.kiln.engine.planning.Target;
import io.kiln.simulation.fleet.Agent;
import io.kiln.simulation.fleet.Kind;
import io.kiln.simulation.fleet.Request;
import io.kiln.simulation.fleet.Thing;
import io.kiln.simulation.template.Blueprint;
import io.kiln.simulation.template.Given;
import io.kiln.simulation.template.Part;
import io.kiln.simulation.template.Types;
import io.kiln.templates.model.ResourceRules.Hook;
import io.kiln.templates.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looks at every request in the moment an agent begins with it: order, budget, fences. */
final class Requests {
  private final World world;
  private final Watch watch;
  private final Map<String, Long> fences = new HashMap<>();
  private final Map<Claim, Tree> loaded = new HashMap<>();

  Requests(World world, Watch watch) {
    this.world = world;
    this.watch = watch;
  }

  void loaded(Claim claim, Tree tree) {
    loaded.put(claim, tree);
  }

  void accepted(Request request) {
    long highest = fences.merge(request.host() + request.tree(), request.fence(), Math::max);
    if (highest > request.fence()) {
      watch.report(
          Invariant.MONOTONE,
          "%s takes %s though it has heard of fence %d"
              .formatted(request.host(), FaultyWire.said(request), highest));
    }
    switch (request.kind()) {
      case MAKE, CHANGE -> {
        itIsAwake(request);
        walked().ifPresent(tree -> inOrder(request, tree));
        walked().ifPresent(tree -> hookIsCleared(request, tree));
      }
      case REST -> nobodyAwakeNeeds(request);
      case WAKE -> {
        // In an update it is woken for a revision, which may need others than it did before.
        walked().ifPresent(tree -> inOrder(request, tree));
        if (watch.caller().map(loaded::get).filter(Requests::isRound).isPresent()) {
          allItNeedsIsAwake(request);
        }
      }
      case UNMAKE -> nobodyNeeds(request);
      case LOOK -> {}
    }
  }

  /** The tree as the caller knows it, when it walks towards a revision. */
  private Optional<Tree> walked() {
    return watch
        .caller()
        // What was asked before another took over was in order then.
        .filter(claim -> watch.newest(claim).equals(claim))
        .map(loaded::get)
        .filter(
            tree -> {
              Target target = tree.stack().target();
              return target.revision().isPresent()
                  && !target.halted()
                  && !Round.isFor(target.action());
            });
  }

  private static boolean isRound(Tree tree) {
    return Round.isFor(tree.stack().target().action());
  }

  /** Of a thing that is made for this very revision, and in nobody's place. */
  private void hookIsCleared(Request request, Tree tree) {
    boolean stops =
        world
            .blueprints
            .of(tree.wanted().orElseThrow())
            .at(request.path())
            .flatMap(Part::hook)
            .filter(hook -> hook == Hook.PRE_CREATE)
            .isPresent();
    if (request.kind() != Kind.MAKE || !stops) {
      return;
    }
    world.store.resources(tree.stack().id()).stream()
        .filter(row -> row.id().toString().equals(request.resource()))
        .filter(row -> row.replaces().isEmpty())
        .filter(row -> row.madeFor() == tree.stack().target().revision().orElse(0))
        .filter(row -> !watch.isCleared(row, Hook.PRE_CREATE))
        .forEach(row -> wrong(request, "nobody has cleared its hook"));
  }

  private void itIsAwake(Request request) {
    world
        .fleet
        .of(request.resource())
        .filter(Thing::resting)
        .ifPresent(thing -> wrong(request, "it rests"));
  }

  private void nobodyAwakeNeeds(Request request) {
    Optional<Thing> resting = world.fleet.of(request.resource());
    for (Thing other : world.fleet.things()) {
      boolean works = !other.resting() && !watch.isRetained(other);
      if (works && resting.isPresent() && other.needs(resting.get().id())) {
        wrong(request, other.id() + " needs it and works");
      }
    }
  }

  private void allItNeedsIsAwake(Request request) {
    Optional<Thing> waking = world.fleet.of(request.resource());
    for (Thing other : world.fleet.things()) {
      if (waking.isPresent() && waking.get().needs(other.id()) && other.resting()) {
        wrong(request, "it needs " + other.id() + ", which rests");
      }
    }
  }

  private void nobodyNeeds(Request request) {
    Optional<Thing> going = world.fleet.of(request.resource());
    if (going.isEmpty() || makesRoom(going.get())) {
      return;
    }
    for (Thing other : world.fleet.things()) {
      if (other.needs(going.get().id())
          && other.tree().equals(request.tree())
          && !watch.isRetained(other)) {
        wrong(request, other.id() + " needs it");
      }
    }
  }

  /**
   * Where there is room for one only, it goes before its successor is made; what a group that
   * changes in batches needs no longer goes with its batches, as in Heat.
   */
  private boolean makesRoom(Thing going) {
    String path = watch.pathOf(going);
    return watch
        .caller()
        .map(loaded::get)
        .flatMap(Tree::wanted)
        .map(world.blueprints::of)
        .filter(
            blueprint -> {
              String successor = blueprint.typeAt(path);
              return successor.equals(Types.ROOM)
                  || (going.type().equals(Types.ROOM) && !successor.isEmpty())
                  || blueprint.dropsAt(path);
            })
        .isPresent();
  }

  private void inOrder(Request request, Tree tree) {
    Blueprint blueprint = world.blueprints.of(tree.wanted().orElseThrow());
    String[] names = request.path().split("/");
    String prefix = "";
    for (String name : names) {
      Part part = blueprint.parts().get(name);
      if (part == null) {
        wrong(request, "revision %d has no such thing".formatted(tree.stack().latestRevision()));
        return;
      }
      for (String required : part.requires()) {
        Part other = blueprint.parts().get(required);
        if (other != null) {
          isUp(request, prefix + required, other);
        }
      }
      if (part instanceof Part.Inner inner) {
        blueprint = inner.content();
        prefix += name + "/";
      } else if (part instanceof Part.Many many) {
        withinBudget(request, prefix + name, many, tree.stack().id());
        return;
      }
    }
  }

  private void isUp(Request request, String path, Part part) {
    switch (part) {
      case Part.Leaf leaf when leaf.type().equals(Types.NOTE) -> {}
      case Part.Leaf leaf -> thingIsUp(request, path, leaf.given());
      case Part.Inner inner ->
          inner
              .content()
              .parts()
              .forEach((name, inside) -> isUp(request, path + "/" + name, inside));
      case Part.Many many -> {
        for (int number = 0; number < many.count(); number++) {
          thingIsUp(request, Expectation.member(path, number), many.given());
        }
      }
    }
  }

  private void thingIsUp(Request request, String path, Map<String, Given> given) {
    boolean up =
        watch.wasLostAt(request.tree(), path)
            || watch.at(request.tree(), path).stream()
                .anyMatch(thing -> thing.ready() && !thing.resting() && isAs(thing, given));
    if (!up) {
      wrong(request, "it requires " + path + ", which is not up as the revision says");
    }
  }

  private static boolean isAs(Thing thing, Map<String, Given> given) {
    return given.entrySet().stream()
        .allMatch(
            entry ->
                entry.getKey().equals(Types.HOOK)
                    || !(entry.getValue() instanceof Given.Text(String text))
                    || thing.properties().get(entry.getKey()).equals(Value.text(text)));
  }

  /**
   * Members that serve already count; what a group grows by is made at once, as in Heat. What a
   * host is still at with one that has a successor at work does not: the member serves.
   */
  private void withinBudget(Request request, String group, Part.Many many, UUID stack) {
    if (many.rolling().isEmpty()) {
      return;
    }
    var serving = new HashSet<String>();
    var atWork = new HashMap<String, ResourceState>();
    for (ResourceState row : world.store.resources(stack)) {
      boolean serves = row.attributes().isPresent() && row.action() != Action.DELETE;
      if (serves && row.path().startsWith(group + "/")) {
        serving.add(row.path());
        if (row.isComplete() && row.attempting().isEmpty()) {
          atWork.put(row.path(), row);
        }
      }
    }
    var members = new HashSet<String>();
    for (Agent agent : world.fleet.agents()) {
      for (Request other : agent.underWay()) {
        boolean work = other.kind() == Kind.MAKE || other.kind() == Kind.CHANGE;
        ResourceState successor = atWork.get(other.path());
        boolean succeeded =
            successor != null && !successor.id().toString().equals(other.resource());
        if (work && !succeeded && other.tree().equals(request.tree())) {
          members.add(other.path());
        }
      }
    }
    boolean one = members.add(request.path()) && serving.contains(request.path());
    members.retainAll(serving);
    int most = many.rolling().get().maxBatchSize();
    if (one && members.size() > most) {
      watch.report(
          Invariant.BUDGET,
          "%s are worked on at once and the policy says %d".formatted(members, most));
    }
  }

  private void wrong(Request request, String why) {
    watch.report(
        Invariant.ORDER,
        "%s begins %s but %s".formatted(request.host(), FaultyWire.said(request), why));
  }
}
