package io.kiln.api.heat;

import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.StackEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a stack; the stock clients wait by asking here again and again. */
@RestController
@RequestMapping("/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}")
final class EventsController {

  private final StackReader reader;

  EventsController(StackReader reader) {
    this.reader = reader;
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
    var depth = query.number("nested_depth");
    SeenStack stack = reader.see(project, name, id);
    return listed(
        stack,
        event ->
            stack
                .inside(event.path())
                .filter(path -> ResourceTree.depth(path) <= depth.orElse(0))
                .isPresent(),
        query,
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
    SeenStack stack = reader.see(project, name, id);
    Listed listed =
        listed(
            stack,
            event -> belongs(event, stack, resource),
            new Query(request),
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
        reader.events(stack.root()).stream()
            .filter(one -> one.id().toString().equals(event) && belongs(one, stack, resource))
            .findFirst()
            .orElseThrow(() -> notFound("No event %s found.".formatted(event)));
    return new One(EventView.alone(found, stack, Links.of(request, project)));
  }

  private Listed listed(
      SeenStack stack, Predicate<StackEvent> belongs, Query query, Links links, boolean withRoot) {
    List<StackEvent> events =
        new ArrayList<>(
            reader.events(stack.root()).stream()
                .filter(belongs)
                .filter(event -> fits(event, stack, query))
                .toList());
    if (query.all("sort_keys").contains("resource_type")) {
      events.sort(Comparator.comparing(StackEvent::resourceType));
    }
    if (!query.ascending("sort_dir", true)) {
      Collections.reverse(events);
    }
    return new Listed(
        after(events, query.text("marker")).stream()
            .limit(query.number("limit").orElse(Integer.MAX_VALUE))
            .map(event -> EventView.of(event, stack, links, withRoot))
            .toList());
  }

  /** What comes after the marker in this order; an unknown marker means the first page. */
  private static List<StackEvent> after(List<StackEvent> events, Optional<String> marker) {
    for (int i = 0; marker.isPresent() && i < events.size(); i++) {
      if (events.get(i).id().toString().equals(marker.get())) {
        return events.subList(i + 1, events.size());
      }
    }
    return events;
  }

  private static boolean fits(StackEvent event, SeenStack stack, Query query) {
    return any(query.all("resource_status"), event.status().name()::equals)
        && any(query.all("resource_action"), event.action().name()::equals)
        && any(query.all("resource_name"), EventView.name(event, stack)::equals)
        && any(query.all("resource_type"), event.resourceType()::equals);
  }

  private static boolean any(List<String> wanted, Predicate<String> fits) {
    return wanted.isEmpty() || wanted.stream().anyMatch(fits);
  }

  private static boolean belongs(StackEvent event, SeenStack stack, String resource) {
    return stack
        .inside(event.path())
        .filter(
            path -> path.isEmpty() ? stack.stack().name().equals(resource) : path.equals(resource))
        .isPresent();
  }

  private static RefusedException notFound(String message) {
    return new RefusedException(Refusal.of(404, "EntityNotFound", message));
  }
}
