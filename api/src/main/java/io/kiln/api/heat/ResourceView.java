package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.heat.Links.Link;
import io.kiln.engine.planning.ResourceState;
import java.util.ArrayList;
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
  static ResourceView of(ResourceTree tree, ResourceState row, Links links) {
    return view(tree, row, links, null, null, null);
  }

  /** A line of a list with details, which name the stack too. */
  static ResourceView detailed(ResourceTree tree, ResourceState row, Links links) {
    return view(tree, row, links, "", null, tree.stackName(row));
  }

  /** One resource with its attributes. */
  static ResourceView of(
      ResourceTree tree,
      ResourceState row,
      Links links,
      String description,
      Map<String, @Nullable Object> attributes) {
    return view(tree, row, links, description, attributes, null);
  }

  private static ResourceView view(
      ResourceTree tree,
      ResourceState row,
      Links links,
      @Nullable String description,
      @Nullable Map<String, @Nullable Object> attributes,
      @Nullable String stackName) {
    String stack = tree.stackName(row);
    List<Link> all = new ArrayList<>();
    all.add(new Link(links.resource(stack, tree.stackId(row), row.name()), "self"));
    all.add(new Link(links.stack(stack, tree.stackId(row)), "stack"));
    if (row.nested()) {
      all.add(new Link(links.stack(tree.nestedName(row), row.id()), "nested"));
    }
    String parent = parent(row);
    return new ResourceView(
        row.name(),
        row.name(),
        row.nested() ? row.id().toString() : row.physicalId().orElse(""),
        row.type(),
        "%s_%s".formatted(row.action(), row.status()),
        row.statusReason(),
        Times.of(row.createdAt()),
        Times.of(row.updatedAt()),
        List.copyOf(all),
        tree.requiredBy(row),
        parent,
        description,
        attributes,
        stackName);
  }

  private static @Nullable String parent(ResourceState row) {
    int end = row.path().lastIndexOf('/');
    if (end < 0) {
      return null;
    }
    String above = row.path().substring(0, end);
    return above.substring(above.lastIndexOf('/') + 1);
  }
}
