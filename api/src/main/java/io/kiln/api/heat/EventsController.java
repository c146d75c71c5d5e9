package io.kiln.api.heat;

import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.Shown;
import io.kiln.api.http.Uuids;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.EventQuery;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a stack; the stock clients wait by asking here again and again. */
@RestController
@RequestMapping("/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}")
final class EventsController {

  private final StackReader reader;
  private final StackReads reads;
  private final TypeCatalog types;

  EventsController(StackReader reader, StackReads reads, TypeCatalog types) {
    this.reader = reader;
    this.reads = reads;
    this.types = types;
  }

  /** A list. */
  record Listed(List<EventView> events) {}

  /** One. */
  record One(EventView event) {}

  @GetMapping("/events")
  Listed list(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request) {
    var query = new Query(request);
    OptionalInt depth = query.number("nested_depth");
    return listed(
        reader.see(project, name, id),
        query,
        depth.orElse(0),
        query.all("resource_name"),
        Links.of(request, project),
        depth.isPresent());
  }

  @GetMapping("/resources/{resource}/events")
  Listed ofResource(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource,
      HttpServletRequest request) {
    Listed listed =
        listed(
            reader.see(project, name, id),
            new Query(request),
            0,
            List.of(resource),
            Links.of(request, project),
            false);
    if (listed.events().isEmpty()) {
      throw notFound("No events found for resource %s.".formatted(resource));
    }
    return listed;
  }

  @GetMapping("/resources/{resource}/events/{event}")
  One show(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource,
      @PathVariable String event,
      HttpServletRequest request) {
    SeenStack stack = reader.see(project, name, id);
    StackEvent found =
        Uuids.read(event)
            .flatMap(number -> reads.event(stack, number))
            .filter(
                one ->
                    SeenStack.depth(stack.inside(one.path()).orElse("/")) == 0
                        && EventQuery.name(one.path(), stack).equals(resource))
            .orElseThrow(() -> notFound("No event %s found.".formatted(event)));
    Object properties =
        found.path().equals(stack.path())
            ? reader.parameters(stack)
            : reads.resource(stack, resource).map(this::properties).orElse(Map.of());
    return new One(EventView.alone(found, stack, Links.of(request, project), properties));
  }

  /** What the schema calls sensitive is masked whether or not the value remembers it. */
  private Map<String, @Nullable Object> properties(StackReads.Whole resource) {
    ResourceState row = resource.row();
    var schema = types.find(row.type());
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    row.attempting()
        .orElse(row.properties())
        .entries()
        .forEach(
            (name, value) -> {
              boolean secret =
                  schema
                      .flatMap(type -> Optional.ofNullable(type.properties().get(name)))
                      .map(PropertySchema::sensitive)
                      .orElse(false);
              shown.put(name, secret ? Value.MASK : Shown.masked(value));
            });
    return shown;
  }

  private Listed listed(
      SeenStack stack, Query query, int depth, List<String> names, Links links, boolean withRoot) {
    boolean ascending = query.ascending("sort_dir", true);
    OptionalInt limit = query.number("limit");
    Optional<UUID> marker = query.text("marker").flatMap(Uuids::read);
    // Of more than fit into one answer the newest are of interest, as Heat keeps only those.
    boolean newest = ascending && limit.isEmpty() && marker.isEmpty();
    List<StackEvent> events =
        reads.events(
            stack,
            new EventQuery(
                depth,
                names,
                query.all("resource_type"),
                query.all("resource_status"),
                query.all("resource_action"),
                query.all("sort_keys").contains("resource_type"),
                ascending && !newest,
                marker,
                limit.orElse(EventQuery.MOST)));
    return new Listed(views(stack, newest ? events.reversed() : events, links, withRoot));
  }

  private List<EventView> views(
      SeenStack stack, List<StackEvent> events, Links links, boolean withRoot) {
    Set<String> around =
        events.stream()
            .map(event -> SeenStack.around(event.path()))
            .filter(path -> !path.equals(stack.path()) && !path.isEmpty())
            .collect(Collectors.toSet());
    Map<String, SeenStack> stacks = around.isEmpty() ? Map.of() : reads.at(stack.root(), around);
    SeenStack root = SeenStack.root(stack.root());
    return events.stream()
        .map(
            event -> {
              String in = SeenStack.around(event.path());
              SeenStack lies = in.equals(stack.path()) ? stack : stacks.getOrDefault(in, root);
              return EventView.of(event, stack, lies, links, withRoot);
            })
        .toList();
  }

  private static RefusedException notFound(String message) {
    return new RefusedException(Refusal.of(404, "EntityNotFound", message));
  }
}
