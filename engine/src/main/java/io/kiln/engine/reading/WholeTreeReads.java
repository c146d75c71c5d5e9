package io.kiln.engine.reading;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads by going over whole trees and picking: for stores in memory, and as what faster readers are
 * compared with.
 */
public final class WholeTreeReads implements StackReads {

  private static final Comparator<ResourceState> OLDEST_FIRST =
      Comparator.comparing(ResourceState::createdAt)
          .thenComparing(ResourceState::path)
          .thenComparing(row -> row.id().toString());

  private static final Comparator<SearchQuery.Place> IN_ORDER =
      Comparator.comparing(SearchQuery.Place::kind)
          .thenComparing(SearchQuery.Place::stack)
          .thenComparing(SearchQuery.Place::path)
          .thenComparing(place -> place.id().toString());

  private final Stacks stacks;

  public WholeTreeReads(Stacks stacks) {
    this.stacks = stacks;
  }

  @Override
  public Optional<SeenStack> find(String project, String nameOrId) {
    return stacks
        .find(project, nameOrId)
        .map(found -> SeenStack.root(StackLine.of(found)))
        .or(
            () ->
                nested(project).stream()
                    .filter(
                        stack ->
                            stack.id().toString().equals(nameOrId) || stack.name().equals(nameOrId))
                    .findFirst());
  }

  @Override
  public List<SeenStack> list(String project, StackQuery query) {
    return stacks.list(project, query).stream()
        .map(found -> SeenStack.root(StackLine.of(found)))
        .toList();
  }

  @Override
  public long count(String project, StackQuery query) {
    return stacks.count(project, query);
  }

  @Override
  public List<SeenStack> nested(String project) {
    return nested(stacks.list(project, StackQuery.ALL));
  }

  @Override
  public List<SeenStack> listEverywhere(StackQuery query) {
    return stacks.listEverywhere(query).stream()
        .map(found -> SeenStack.root(StackLine.of(found)))
        .toList();
  }

  @Override
  public long countEverywhere(StackQuery query) {
    return stacks.countEverywhere(query);
  }

  @Override
  public List<SeenStack> nestedEverywhere() {
    return nested(stacks.listEverywhere(StackQuery.ALL));
  }

  private List<SeenStack> nested(List<StackRecord> roots) {
    return roots.stream()
        .flatMap(root -> nested(SeenStack.root(StackLine.of(root)), Integer.MAX_VALUE).stream())
        .sorted(
            Comparator.comparing(SeenStack::createdAt)
                .thenComparing((SeenStack stack) -> stack.path())
                .thenComparing(stack -> stack.id().toString()))
        .toList();
  }

  /** The stacks within one, at most so many levels down. */
  private List<SeenStack> nested(SeenStack stack, int levels) {
    List<SeenStack> found = new ArrayList<>();
    for (ResourceState row : levels > 0 ? within(stack) : List.<ResourceState>of()) {
      if (row.nested()) {
        SeenStack inner = stack.inner(ResourceLine.of(row));
        found.add(inner);
        found.addAll(nested(inner, levels - 1));
      }
    }
    return found;
  }

  @Override
  public Value.MapOf outputs(SeenStack stack) {
    if (stack.isRoot()) {
      return stacks
          .find(stack.root().project(), stack.id().toString())
          .map(StackRecord::outputs)
          .orElse(Value.MapOf.EMPTY);
    }
    return outputsOf(way(stack).getLast());
  }

  /** A nested stack's outputs are the attributes of the resource it is. */
  public static Value.MapOf outputsOf(ResourceState nested) {
    SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    nested
        .attributes()
        .orElse(Value.MapOf.EMPTY)
        .entries()
        .forEach((name, value) -> outputs.put(name, Value.map(Map.of("value", value))));
    return Value.map(outputs);
  }

  @Override
  public List<SeenResource> resources(SeenStack stack, ResourceQuery query) {
    return Stream.concat(Stream.of(stack), nested(stack, query.depth()).stream())
        .flatMap(in -> within(in).stream().map(row -> seen(in, row)))
        .filter(resource -> query.fits(resource.line()))
        .sorted(
            Comparator.comparing((SeenResource resource) -> resource.line().createdAt())
                .thenComparing(resource -> resource.line().path()))
        .toList();
  }

  private SeenResource seen(SeenStack in, ResourceState row) {
    List<String> requiredBy =
        within(in).stream()
            .filter(other -> other.requires().contains(row.id()))
            .map(ResourceState::name)
            .sorted()
            .toList();
    return new SeenResource(in, ResourceLine.of(row), requiredBy);
  }

  @Override
  public Optional<Whole> resource(SeenStack stack, String name) {
    return within(stack).stream()
        .filter(row -> row.name().equals(name))
        .map(row -> new Whole(seen(stack, row), row))
        .findFirst();
  }

  @Override
  public Optional<Whole> resourceByPhysicalId(SeenStack stack, String physicalId) {
    return within(stack).stream()
        .filter(row -> row.physicalId().equals(Optional.of(physicalId)))
        .map(row -> new Whole(seen(stack, row), row))
        .findFirst();
  }

  @Override
  public List<ResourceState> way(SeenStack stack) {
    Map<UUID, ResourceState> rows =
        stacks.resources(stack.root().id()).stream()
            .collect(Collectors.toMap(ResourceState::id, row -> row));
    return stack.way().stream()
        .flatMap(line -> Optional.ofNullable(rows.get(line.id())).stream())
        .toList();
  }

  @Override
  public List<ResourceState> within(SeenStack stack) {
    List<ResourceState> rows = stacks.resources(stack.root().id());
    Set<UUID> replaced =
        rows.stream().flatMap(row -> row.replaces().stream()).collect(Collectors.toSet());
    return rows.stream()
        .filter(row -> row.parent().equals(stack.row().map(ResourceLine::id)))
        .filter(row -> !replaced.contains(row.id()))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  @Override
  public List<StackEvent> events(SeenStack stack, EventQuery query) {
    List<StackEvent> events =
        new ArrayList<>(stacks.events(stack.root().id(), 0, Integer.MAX_VALUE));
    if (query.byType()) {
      events.sort(
          Comparator.comparing(StackEvent::resourceType).thenComparingLong(StackEvent::sequence));
    }
    if (!query.ascending()) {
      Collections.reverse(events);
    }
    return query.marker().map(marker -> after(events, marker)).orElse(events).stream()
        .filter(event -> query.fits(event, stack))
        .limit(query.limit())
        .toList();
  }

  /** A marker is a place, whether or not its event fits the query. */
  private static List<StackEvent> after(List<StackEvent> events, UUID marker) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).id().equals(marker)) {
        return events.subList(i + 1, events.size());
      }
    }
    return events;
  }

  @Override
  public Optional<StackEvent> event(SeenStack stack, UUID id) {
    return stacks.events(stack.root().id(), 0, Integer.MAX_VALUE).stream()
        .filter(event -> event.id().equals(id) && stack.inside(event.path()).isPresent())
        .findFirst();
  }

  @Override
  public List<Found> search(String project, SearchQuery query) {
    List<StackLine> roots =
        stacks.list(project, StackQuery.ALL).stream()
            .map(StackLine::of)
            .sorted(Comparator.comparing(StackLine::name))
            .toList();
    Stream<Found> trees = roots.stream().flatMap(root -> Found.in(root, query.word()).stream());
    Stream<Found> inside = roots.stream().flatMap(root -> search(root, query.word()));
    return Stream.concat(trees, inside)
        .filter(found -> query.wants(found.kind()))
        .filter(
            found ->
                query
                    .after()
                    .filter(after -> IN_ORDER.compare(found.place(), after) <= 0)
                    .isEmpty())
        .sorted(Comparator.comparing(Found::place, IN_ORDER))
        .limit(query.limit())
        .toList();
  }

  private Stream<Found> search(StackLine line, SearchWord word) {
    SeenStack root = SeenStack.root(line);
    return Stream.concat(Stream.of(root), nested(root, Integer.MAX_VALUE).stream())
        .flatMap(stack -> within(stack).stream())
        .flatMap(row -> Found.in(line, ResourceLine.of(row), word).stream());
  }

  @Override
  public Map<String, SeenStack> at(StackLine root, Set<String> paths) {
    return nested(SeenStack.root(root), Integer.MAX_VALUE).stream()
        .filter(stack -> paths.contains(stack.path()))
        .collect(Collectors.toMap(SeenStack::path, stack -> stack, (first, _) -> first));
  }
}
