package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.heat.Links.Link;
import io.kiln.api.http.Times;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.SeenResource;
import io.kiln.engine.reading.SeenStack;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as Heat shows it.
 *
 * @param parentResource the resource of the stack above that this one's stack is, when nested
 * @param attributes only when one resource is shown
 */
record ResourceView(
    String resourceName,
    String logicalResourceId,
    String physicalResourceId,
    String resourceType,
    String resourceStatus,
    String resourceStatusReason,
    String creationTime,
    String updatedTime,
    List<Link> links,
    List<String> requiredBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String parentResource,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, @Nullable Object> attributes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String stackName) {

  /** A line of a list. */
  static ResourceView of(SeenResource resource, Links links) {
    return view(resource, links, null, null, null);
  }

  /** A line of a list with details, which name the stack too. */
  static ResourceView detailed(SeenResource resource, Links links, String description) {
    return view(resource, links, description, null, resource.in().name());
  }

  /** One resource with its attributes. */
  static ResourceView of(
      SeenResource resource,
      Links links,
      String description,
      Map<String, @Nullable Object> attributes) {
    return view(resource, links, description, attributes, null);
  }

  private static ResourceView view(
      SeenResource resource,
      Links links,
      @Nullable String description,
      @Nullable Map<String, @Nullable Object> attributes,
      @Nullable String stackName) {
    SeenStack in = resource.in();
    ResourceLine line = resource.line();
    String name = line.name();
    Links.In at = links.in(in);
    var self = new Link(at.resource(name), "self");
    var around = new Link(at.stack(), "stack");
    return new ResourceView(
        name,
        name,
        line.outsideName(),
        line.type(),
        line.state(),
        line.statusReason(),
        Times.of(line.createdAt()),
        Times.of(line.updatedAt()),
        line.nested()
            ? List.of(self, around, new Link(links.stack(in.inner(line)), "nested"))
            : List.of(self, around),
        resource.requiredBy(),
        in.row().map(ResourceLine::name).orElse(null),
        description,
        attributes,
        stackName);
  }
}
