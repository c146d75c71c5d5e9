package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.heat.Links.Link;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as Heat shows it. The stack's own events carry the stack's name as the resource's.
 *
 * @param resourceType only when one event is shown
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resourceType) {

  /**
   * A line of a list.
   *
   * @param withRoot link the root stack too, as Heat does when nested events were asked for
   */
  static EventView of(StackEvent event, SeenStack seen, Links links, boolean withRoot) {
    return view(event, seen, links, withRoot, null);
  }

  /** One event. */
  static EventView alone(StackEvent event, SeenStack seen, Links links) {
    return view(event, seen, links, false, event.resourceType());
  }

  private static EventView view(
      StackEvent event,
      SeenStack seen,
      Links links,
      boolean withRoot,
      @Nullable String resourceType) {
    ResourceTree tree = seen.tree();
    StackRecord root = seen.root();
    boolean itself = seen.inside(event.path()).filter(String::isEmpty).isPresent();
    // The row may be gone by now; its event is then shown as one of the root's.
    var row = tree.find(event.path());
    String stack = itself ? seen.stack().name() : row.map(tree::stackName).orElse(root.name());
    var stackId = itself ? seen.stack().id() : row.map(tree::stackId).orElse(root.id());
    String resource = name(event, seen);
    List<Link> all = new ArrayList<>();
    all.add(new Link(links.event(stack, stackId, resource, event.id()), "self"));
    all.add(new Link(links.resource(stack, stackId, resource), "resource"));
    all.add(new Link(links.stack(stack, stackId), "stack"));
    if (withRoot) {
      all.add(new Link(links.stack(root.name(), root.id()), "root_stack"));
    }
    return new EventView(
        event.id().toString(),
        List.copyOf(all),
        Times.of(event.at()),
        resource,
        resource,
        itself ? seen.stack().id().toString() : event.physicalId().orElse(""),
        "%s_%s".formatted(event.action(), event.status()),
        event.reason(),
        resourceType);
  }

  /** The name an event goes by: its resource's, or the stack's for the stack's own. */
  static String name(StackEvent event, SeenStack seen) {
    return seen.inside(event.path()).filter(String::isEmpty).isPresent()
        ? seen.stack().name()
        : event.path().substring(event.path().lastIndexOf('/') + 1);
  }
}
