package io.kiln.db.stacks;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredValue;
import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.EventQuery;
import io.kiln.engine.reading.Found;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.ResourceQuery;
import io.kiln.engine.reading.SearchQuery;
import io.kiln.engine.reading.SeenResource;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackLine;
import io.kiln.engine.reading.StackReads;
import io.kiln.engine.reading.WholeTreeReads;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads for people from PostgreSQL; waits a few seconds for a database that is away. */
public final class PostgresReads implements StackReads {

  /** A client waits: better an error it can repeat than a request that hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final StackRows stacks;
  private final StackListing listing;
  private final ResourceRows rows;
  private final ResourceLines lines;
  private final EventPages events;
  private final SearchPages pages;

  /**
   * Reads this database.
   *
   * @param box opens what does not stand in clear
   */
  public PostgresReads(DataSource database, SecretBox box) {
    var values = new StoredValue(box);
    var template = new JdbcTemplate(database);
    var jdbc = JdbcClient.create(template);
    this.transactions = new Transactions(database, PATIENCE);
    this.stacks = new StackRows(jdbc, values);
    this.listing = new StackListing(jdbc, stacks);
    this.rows = new ResourceRows(template, values);
    this.lines = new ResourceLines(jdbc);
    this.events = new EventPages(jdbc);
    this.pages = new SearchPages(jdbc);
  }

  private <T> T read(String what, Supplier<T> work) {
    return transactions.reading(what, work);
  }

  @Override
  public Optional<SeenStack> find(String project, String nameOrId) {
    return read(
        "find a stack",
        () ->
            listing
                .line(project, nameOrId)
                .map(SeenStack::root)
                .or(() -> StackListing.uuid(nameOrId).flatMap(id -> nested(project, id)))
                .or(() -> nested(project, nameOrId)));
  }

  private Optional<SeenStack> nested(String project, UUID id) {
    return lines.way(id).flatMap(way -> seen(project, way));
  }

  private Optional<SeenStack> nested(String project, String name) {
    return lines.waysTo(name).stream()
        .flatMap(way -> seen(project, way).stream())
        .filter(stack -> stack.name().equals(name))
        .findFirst();
  }

  private Optional<SeenStack> seen(String project, ResourceLines.Way way) {
    return listing
        .line(project, way.root().toString())
        .map(
            root -> {
              SeenStack stack = SeenStack.root(root);
              for (ResourceLine line : way.lines()) {
                stack = stack.inner(line);
              }
              return stack;
            });
  }

  @Override
  public List<SeenStack> list(String project, StackQuery query) {
    return list(Optional.of(project), query);
  }

  @Override
  public List<SeenStack> listEverywhere(StackQuery query) {
    return list(Optional.empty(), query);
  }

  private List<SeenStack> list(Optional<String> project, StackQuery query) {
    return read("list stacks", () -> listing.lines(project, query)).stream()
        .map(SeenStack::root)
        .toList();
  }

  @Override
  public long count(String project, StackQuery query) {
    return read("count stacks", () -> listing.count(Optional.of(project), query));
  }

  @Override
  public long countEverywhere(StackQuery query) {
    return read("count all stacks", () -> listing.count(Optional.empty(), query));
  }

  @Override
  public List<SeenStack> nested(String project) {
    return read("list nested stacks", () -> nestedNow(Optional.of(project)));
  }

  @Override
  public List<SeenStack> nestedEverywhere() {
    return read("list all nested stacks", () -> nestedNow(Optional.empty()));
  }

  private List<SeenStack> nestedNow(Optional<String> project) {
    Map<UUID, List<ResourceLine>> byTree = lines.ofLivingTrees(project);
    List<SeenStack> found = new ArrayList<>();
    for (StackLine root : listing.lines(project, StackQuery.ALL)) {
      found.addAll(
          ResourceLines.known(SeenStack.root(root), byTree.getOrDefault(root.id(), List.of())));
    }
    found.sort(
        Comparator.comparing(SeenStack::createdAt)
            .thenComparing((SeenStack stack) -> stack.path())
            .thenComparing(stack -> stack.id().toString()));
    return found;
  }

  @Override
  public Value.MapOf outputs(SeenStack stack) {
    return read(
        "read outputs",
        () ->
            stack.isRoot()
                ? stacks.outputs(stack.id())
                : rows.some(stack.root().id(), List.of(stack.id())).stream()
                    .findFirst()
                    .map(WholeTreeReads::outputsOf)
                    .orElse(Value.MapOf.EMPTY));
  }

  @Override
  public List<SeenResource> resources(SeenStack stack, ResourceQuery query) {
    return read("list resources", () -> lines.list(stack, query));
  }

  @Override
  public Optional<Whole> resource(SeenStack stack, String name) {
    return read(
        "read a resource",
        () -> rows.serving(stack, "path", stack.path(name)).map(row -> whole(stack, row)));
  }

  @Override
  public Optional<Whole> resourceByPhysicalId(SeenStack stack, String physicalId) {
    return read(
        "read a resource",
        () -> rows.serving(stack, "physical_id", physicalId).map(row -> whole(stack, row)));
  }

  private Whole whole(SeenStack stack, ResourceState row) {
    List<String> requiredBy =
        lines.requiring(stack.root().id(), List.of(row.id())).getOrDefault(row.id(), List.of());
    return new Whole(new SeenResource(stack, ResourceLine.of(row), requiredBy), row);
  }

  @Override
  public List<ResourceState> way(SeenStack stack) {
    List<UUID> ids = stack.way().stream().map(ResourceLine::id).toList();
    Map<UUID, ResourceState> found = new LinkedHashMap<>();
    read("read nested stacks", () -> rows.some(stack.root().id(), ids))
        .forEach(row -> found.put(row.id(), row));
    return ids.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream()).toList();
  }

  @Override
  public List<ResourceState> within(SeenStack stack) {
    return read("read the resources of a stack", () -> rows.within(stack));
  }

  @Override
  public List<StackEvent> events(SeenStack stack, EventQuery query) {
    return read("list events", () -> events.page(stack, query));
  }

  @Override
  public Optional<StackEvent> event(SeenStack stack, UUID id) {
    return read("read an event", () -> events.one(stack.root().id(), id))
        .filter(event -> stack.inside(event.path()).isPresent());
  }

  @Override
  public List<Found> search(String project, SearchQuery query) {
    return read("search a project", () -> pages.page(project, query));
  }

  @Override
  public Map<String, SeenStack> at(StackLine root, Set<String> paths) {
    Set<String> around = new HashSet<>();
    for (String path : paths) {
      for (String at = path; !at.isEmpty(); at = SeenStack.around(at)) {
        around.add(at);
      }
    }
    if (around.isEmpty()) {
      return Map.of();
    }
    Map<String, SeenStack> found = new LinkedHashMap<>();
    ResourceLines.known(
            SeenStack.root(root),
            read("find nested stacks", () -> lines.stacksAt(root.id(), around)))
        .forEach(stack -> found.put(stack.path(), stack));
    found.keySet().retainAll(paths);
    return found;
  }
}
