package io.kiln.engine.planning;

import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out whether a group's members go in batches, and in which. */
record BatchPlan(
    Node node, Unfolded.Now now, GroupPast past, Rows rows, Handlers handlers, long revision) {

  /**
   * The batches: those under way when they lead to the same properties, or new ones when anything
   * is to be made at first or changed later. A group that only grows or shrinks does so at once.
   */
  Optional<Batches> batches(Value.MapOf properties) {
    if (now.rolling().isEmpty() || !(now.content() instanceof Content.Members content)) {
      return Optional.empty();
    }
    Rolling rolling = now.rolling().get();
    Optional<Batches> underway =
        past.row()
            .filter(row -> row.properties().equals(properties))
            .flatMap(row -> GroupMemory.batches(row, rolling));
    if (underway.isPresent()) {
      return underway;
    }
    List<String> existing = past.members().stream().map(Past.Member::name).toList();
    Set<String> stale = existing.isEmpty() ? Set.of() : stale(content, new HashSet<>(existing));
    if (stale.isEmpty() && !past.creating()) {
      return Optional.empty();
    }
    List<Batches.Batch> batches =
        Batching.batches(
            names(content.members()),
            names(now.spares()),
            existing,
            stale,
            among(existing, row -> !row.isComplete() || row.attempting().isPresent()),
            among(existing, row -> row.attempting().isPresent() && row.checkpoint().isPresent()),
            rolling);
    return batches.isEmpty() ? Optional.empty() : Optional.of(Batches.of(rolling, batches));
  }

  private Set<String> among(List<String> existing, Predicate<ResourceState> what) {
    return existing.stream()
        .filter(
            name ->
                rows.at(node.path() + "/" + name).stream()
                    .filter(row -> row.action() != Action.DELETE)
                    .anyMatch(what))
        .collect(Collectors.toSet());
  }

  /** The members that are not yet, or not any more, what they are to be. */
  private Set<String> stale(Content.Members content, Set<String> existing) {
    Evaluated<Frame> frame = node.scope().frame().unfolded(node.name, content, PhysicalName.ANY);
    if (frame.failed()) {
      return Set.of(); // what is wrong with them is said when they are entered
    }
    Scope inner =
        Scope.of(
            node.path() + "/",
            PhysicalName.ANY,
            frame.result(),
            Optional.empty(),
            Optional.empty());
    Set<String> stale = new HashSet<>();
    for (String name : frame.result().resources().keySet()) {
      if (existing.contains(name) && isStale(name, inner)) {
        stale.add(name);
      }
    }
    return stale;
  }

  private boolean isStale(String name, Scope inner) {
    Evaluated<Value.MapOf> wanted = inner.frame().properties(name, inner);
    ResolvedType type = inner.frame().type(name);
    List<ResourceState> candidates = rows.at(inner.path(name));
    boolean nested = candidates.stream().anyMatch(ResourceState::nested);
    if (nested || type instanceof ResolvedType.Nested) {
      return candidates.stream()
          .noneMatch(
              row ->
                  row.isComplete()
                      && row.type().equals(type.name())
                      && row.properties().equals(wanted.result()));
    }
    return handlers
        .find(type.name())
        .map(
            handler ->
                Decider.decide(
                    candidates, handler, wanted.result(), revision, _ -> Optional.empty()))
        .filter(Decision.Keep.class::isInstance)
        .isEmpty();
  }

  /** The content with the members that are there for a while. */
  static Content withSpares(Unfolded.Now now, Optional<Batches> batches) {
    if (batches.isEmpty() || !(now.content() instanceof Content.Members content)) {
      return now.content();
    }
    var members = new ArrayList<>(content.members());
    Set<String> touched = batches.get().touched();
    Set<String> gone = batches.get().gone();
    now.spares().stream()
        .filter(spare -> touched.contains(spare.name()) && !gone.contains(spare.name()))
        .forEach(members::add);
    return new Content.Members(members);
  }

  private static List<String> names(List<Content.Member> members) {
    return members.stream().map(Content.Member::name).toList();
  }
}
