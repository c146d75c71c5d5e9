package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.http.Shown;
import io.kiln.api.http.Times;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource as Heat's previews show it.
 *
 * @param properties only where nothing exists yet: what it will be given, null where not known yet
 */
record ResourceSummary(
    String resourceName,
    String resourceType,
    String physicalResourceId,
    String resourceAction,
    String resourceStatus,
    String resourceStatusReason,
    @Nullable String creationTime,
    @Nullable String updatedTime,
    Identity resourceIdentity,
    Identity stackIdentity,
    String stackName,
    List<String> requiredBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Identity nestedStackId,
    String description,
    @Nullable Object metadata,
    Map<String, @Nullable Object> attributes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object properties,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String parentResource) {

  /** Heat's way to name a thing within everything. */
  record Identity(String tenant, String stackName, String stackId, String path) {}

  /** One that exists. */
  static ResourceSummary of(ResourceTree tree, ResourceState row) {
    String stackId = tree.stackId(row).toString();
    return new ResourceSummary(
        row.name(),
        row.type(),
        row.nested() ? row.id().toString() : row.physicalId().orElse(""),
        row.action().name(),
        row.status().name(),
        row.statusReason(),
        Times.of(row.createdAt()),
        Times.of(row.updatedAt()),
        new Identity(
            tree.root().project(), tree.stackName(row), stackId, "/resources/" + row.name()),
        new Identity(tree.root().project(), tree.stackName(row), stackId, ""),
        tree.stackName(row),
        tree.requiredBy(row),
        row.nested()
            ? new Identity(tree.root().project(), tree.nestedName(row), row.id().toString(), "")
            : null,
        "",
        Shown.masked(row.metadata()),
        unsaid(row.attributes().orElse(Value.MapOf.EMPTY).entries().keySet()),
        null,
        null);
  }

  /**
   * One that does not exist yet.
   *
   * @param properties what it will be given, as far as it is known
   * @param attributes the names of those it will have
   */
  static ResourceSummary planned(
      String project,
      String stackName,
      String stackId,
      String name,
      String type,
      List<String> requiredBy,
      Value.@Nullable MapOf properties,
      Set<String> attributes,
      @Nullable String parent) {
    return new ResourceSummary(
        name,
        type,
        "",
        "INIT",
        "COMPLETE",
        "",
        null,
        null,
        new Identity(project, stackName, stackId, "/resources/" + name),
        new Identity(project, stackName, stackId, ""),
        stackName,
        requiredBy,
        null,
        "",
        Map.of(),
        unsaid(attributes),
        properties == null ? null : Shown.masked(properties),
        parent);
  }

  /** Attributes are for who asks for the resource itself; here are their names. */
  private static Map<String, @Nullable Object> unsaid(Set<String> names) {
    Map<String, @Nullable Object> unsaid = new LinkedHashMap<>();
    names.forEach(name -> unsaid.put(name, null));
    return unsaid;
  }
}
