package io.kiln.api.heat;

import io.kiln.api.auth.Caller;
import io.kiln.api.auth.SignedAddresses;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Query;
import io.kiln.api.http.Shown;
import io.kiln.api.http.Uuids;
import io.kiln.engine.convergence.ResourceNotFoundException;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.ResourceQuery;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** The resources of a stack. */
@RestController
@RequestMapping("/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}/resources")
final class ResourcesController {

  /** Heat's cap: deeper nesting is not shown in one list. */
  private static final int MAX_NESTED_DEPTH = 5;

  private static final List<String> FILTERS =
      List.of("type", "status", "name", "action", "id", "physical_resource_id");

  private static final String MARK = "mark_unhealthy";
  private static final String MARK_REASON = "resource_status_reason";

  private final StackReader reader;
  private final StackReads reads;
  private final StackCommands commands;
  private final TypeCatalog types;
  private final JsonBody bodies;

  ResourcesController(
      StackReader reader,
      StackReads reads,
      StackCommands commands,
      TypeCatalog types,
      JsonBody bodies) {
    this.reader = reader;
    this.reads = reads;
    this.commands = commands;
    this.types = types;
    this.bodies = bodies;
  }

  /** A list. */
  record Listed(List<ResourceView> resources) {}

  /** One. */
  record One(ResourceView resource) {}

  /** Its metadata. */
  record Metadata(@Nullable Object metadata) {}

  @GetMapping
  Listed list(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request) {
    var query = new Query(request);
    refuseUnknown(query);
    int depth = Math.min(query.number("nested_depth").orElse(0), MAX_NESTED_DEPTH);
    boolean detail = query.bool("with_detail", false);
    SeenStack stack = reader.see(project, name, id);
    Links links = Links.of(request, project);
    return new Listed(
        reads.resources(stack, wanted(query, depth)).stream()
            .map(
                resource ->
                    detail
                        ? ResourceView.detailed(resource, links, "")
                        : ResourceView.of(resource, links))
            .toList());
  }

  private static ResourceQuery wanted(Query query, int depth) {
    List<String> ids = query.all("id");
    return new ResourceQuery(
        depth,
        query.all("name"),
        query.all("type"),
        query.all("status"),
        query.all("action"),
        ids.stream().flatMap(id -> Uuids.read(id).stream()).toList(),
        !ids.isEmpty(),
        query.all("physical_resource_id"));
  }

  @GetMapping("/{resource}")
  One show(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource,
      HttpServletRequest request) {
    SeenStack stack = reader.see(project, name, id);
    StackReads.Whole found = reader.resource(stack, resource);
    String description =
        reader
            .frame(stack)
            .map(Frame::resources)
            .map(definitions -> definitions.get(resource))
            .map(ResourceDefinition::description)
            .orElse("");
    return new One(
        ResourceView.of(
            found.seen(),
            Links.of(request, project),
            description,
            attributes(found.row(), request)));
  }

  @GetMapping("/{resource}/metadata")
  Metadata metadata(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource) {
    StackReads.Whole found = reader.resource(reader.see(project, name, id), resource);
    return new Metadata(Shown.masked(found.row().told()));
  }

  /**
   * Says that a resource is broken, or is not after all; by its name or by what the outside world
   * calls it. Answers null, as Heat does.
   */
  @PatchMapping("/{resource}")
  JsonNode mark(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource,
      HttpServletRequest request)
      throws IOException {
    SeenStack stack = reader.see(project, name, id);
    JsonObject body = bodies.object(request);
    var unknown = new TreeSet<>(body.keys());
    unknown.removeAll(List.of(MARK, MARK_REASON));
    if (!unknown.isEmpty()) {
      throw new BadInputException("Invalid keys in resource mark unhealthy " + unknown);
    }
    boolean unhealthy =
        body.bool(MARK)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "Missing mandatory (%s) key from mark unhealthy request".formatted(MARK)));
    ResourceState row =
        reads
            .resource(stack, resource)
            .or(() -> reads.resourceByPhysicalId(stack, resource))
            .map(StackReads.Whole::row)
            .orElseThrow(() -> new ResourceNotFoundException(resource, stack.name()));
    commands.mark(stack.root(), row, unhealthy, body.text(MARK_REASON).orElse(""));
    return NullNode.instance;
  }

  /** What the schema calls sensitive is masked whether or not the value remembers it. */
  private Map<String, @Nullable Object> attributes(ResourceState row, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    var schema = types.find(row.type());
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    row.attributes()
        .orElse(Value.MapOf.EMPTY)
        .entries()
        .forEach(
            (name, value) -> {
              boolean secret =
                  schema
                      .flatMap(type -> Optional.ofNullable(type.attributes().get(name)))
                      .map(AttributeSchema::sensitive)
                      .orElse(false);
              boolean signed =
                  value instanceof Value.Text(String text, _)
                      && SignedAddresses.mayBeShown(text, caller);
              shown.put(
                  name, signed ? Shown.clear(value) : secret ? Value.MASK : Shown.masked(value));
            });
    // All there are are shown; whoever names one that there is not is told so, as by Heat.
    new Query(request).all("with_attr").forEach(name -> shown.putIfAbsent(name, null));
    return shown;
  }

  private static void refuseUnknown(Query query) {
    var unknown = new TreeSet<>(query.keys());
    unknown.removeAll(FILTERS);
    unknown.removeAll(List.of("nested_depth", "with_detail"));
    if (!unknown.isEmpty()) {
      throw new BadInputException("Invalid filter parameters " + unknown);
    }
  }
}
