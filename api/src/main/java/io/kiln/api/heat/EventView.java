package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.heat.Links.Link;
import io.kiln.api.http.Times;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.reading.EventQuery;
import io.kiln.engine.reading.SeenStack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as Heat shows it. The stack's own events carry the stack's name as the resource's.
 *
 * @param resourceType only when one event is shown
 * @param resourceProperties only then: what the resource was given last, as long as it is there
 */
record EventView(
    String id,
    List<Link> links,
    String eventTime,
    String logicalResourceId,
    String resourceName,
    String physicalResourceId,
    String resourceStatus,
    String resourceStatusReason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resourceType,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object resourceProperties) {

  /**
   * A line of a list.
   *
   * @param seen the stack whose events are listed
   * @param in the stack its resource lies in; while that is gone, the root
   * @param withRoot link the root stack too, as Heat does when nested events were asked for
   */
  static EventView of(
      StackEvent event, SeenStack seen, SeenStack in, Links links, boolean withRoot) {
    return view(event, seen, in, links, withRoot, null, null);
  }

  /** One event. */
  static EventView alone(
      StackEvent event, SeenStack seen, Links links, @Nullable Object properties) {
    return view(event, seen, seen, links, false, event.resourceType(), properties);
  }

  private static EventView view(
      StackEvent event,
      SeenStack seen,
      SeenStack in,
      Links links,
      boolean withRoot,
      @Nullable String resourceType,
      @Nullable Object resourceProperties) {
    boolean itself = event.path().equals(seen.path());
    SeenStack stack = itself ? seen : in;
    String resource = EventQuery.name(event.path(), seen);
    List<Link> all = new ArrayList<>();
    String id = event.id().toString();
    Links.In at = links.in(stack);
    String of = at.resource(resource);
    all.add(new Link(of + "/events/" + id, "self"));
    all.add(new Link(of, "resource"));
    all.add(new Link(at.stack(), "stack"));
    if (withRoot) {
      all.add(new Link(links.stack(seen.root().name(), seen.root().id()), "root_stack"));
    }
    return new EventView(
        id,
        List.copyOf(all),
        Times.of(event.at()),
        resource,
        resource,
        itself ? seen.id().toString() : event.physicalId().orElse(""),
        event.state(),
        event.reason(),
        resourceType,
        resourceProperties);
  }
}
