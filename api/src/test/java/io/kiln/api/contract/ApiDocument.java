package io.kiln.api.contract;

import io.kiln.api.heat.HeatError;
import io.kiln.api.v2.Problem;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of Kiln's own API, made of what is there: the routes of a running server,
 * the signatures of its controllers and the annotations on them, the records that bodies are made
 * of, and the comments in the sources.
 */
final class ApiDocument {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String ABOUT =
      """
      What neither Heat's API nor CloudFormation's can say: plans, drift, revisions and the way back to any of them, hosts, and what
      happens while it happens. Everything else is done with those two. An error is a problem of RFC 9457, with everything that is wrong in the
      texts that were sent, each with its place.

      Within version 2 nothing is taken away: properties, parameters and routes may be added.
      """;

  /** Outside /v2, and Kiln's own all the same. */
  private static final Set<String> BESIDE = Set.of("/metrics", "/healthcheck");

  /** One method on one path. */
  record Route(String path, String method, HandlerMethod handler) {
    static final Comparator<Route> ORDER =
        Comparator.comparing(Route::path).thenComparing(Route::method);
  }

  private final Comments comments;
  private final Schemas schemas;
  private final Operations operations;

  ApiDocument(Path sources, Path examples) {
    comments = Comments.of(sources);
    schemas = new Schemas(comments);
    operations = new Operations(comments, schemas, examples);
  }

  /** The routes that belong into it. */
  static List<Route> routes(Map<RequestMappingInfo, HandlerMethod> handlers) {
    List<Route> routes = new ArrayList<>();
    handlers.forEach(
        (mapping, handler) -> {
          for (String path : mapping.getPatternValues()) {
            if (path.startsWith("/v2/") || BESIDE.contains(path)) {
              for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                routes.add(new Route(path, method.name(), handler));
              }
            }
          }
        });
    routes.sort(Route.ORDER);
    return routes;
  }

  /**
   * Writes it.
   *
   * @throws AssertionError that names every route which nobody has described, and says how to
   */
  ObjectNode of(List<Route> routes) {
    List<String> wrong = new ArrayList<>();
    ObjectNode document = JSON.createObjectNode();
    document.put("openapi", "3.1.1");
    document
        .putObject("info")
        .put("title", "Kiln")
        .put("version", "2")
        .put("summary", "Kiln's own API")
        .put("description", ABOUT.strip());
    document.putArray("servers").addObject().put("url", "/");
    security(document.putArray("security"));
    ArrayNode tags = document.putArray("tags");
    ObjectNode paths = document.putObject("paths");
    Map<String, String> groups = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    for (Route route : routes) {
      try {
        ObjectNode operation = operations.of(route);
        ObjectNode item =
            paths.get(route.path()) instanceof ObjectNode there
                ? there
                : paths.putObject(route.path());
        item.set(route.method().toLowerCase(java.util.Locale.ROOT), operation);
        if (!names.add(operation.path("operationId").asString())) {
          throw new AssertionError("the operationId is another's");
        }
        Class<?> controller = route.handler().getBeanType();
        groups.merge(
            operation.path("tags").path(0).asString(),
            comments.of(controller).map(Comments.Comment::text).orElse(""),
            (one, other) -> one.equals(other) ? one : "");
      } catch (AssertionError e) {
        wrong.add("%s %s: %s".formatted(route.method(), route.path(), e.getMessage()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          "not described, see CONTRIBUTING.md \"A route of v2\":\n" + String.join("\n", wrong));
    }
    groups.forEach(
        (name, text) -> {
          ObjectNode tag = tags.addObject().put("name", name);
          tag.put("description", text.isEmpty() ? "This server." : text);
        });
    schemas.answer(Problem.class);
    schemas.answer(HeatError.class);
    ObjectNode components = document.putObject("components");
    components.set("responses", Failures.components(document.toString()));
    operations
        .example("problem.400")
        .ifPresent(
            text ->
                ((ObjectNode)
                        components.at("/responses/BadRequest/content/application~1problem+json"))
                    .set("example", text));
    components.set("headers", Failures.headers());
    components
        .putObject("parameters")
        .putObject("IfNoneMatch")
        .put("name", "If-None-Match")
        .put("in", "header")
        .put("description", "The tag of what its reader has; 304 when that is still so.")
        .putObject("schema")
        .put("type", "string");
    ((ObjectNode) components.path("parameters"))
        .putObject("IdempotencyKey")
        .put("name", "Idempotency-Key")
        .put("in", "header")
        .put(
            "description",
            "Other for each request; the same one again is answered as it was, and not done again.")
        .putObject("schema")
        .put("type", "string")
        .put("maxLength", 257);
    components.set("schemas", schemas.all());
    schemes(components.putObject("securitySchemes"));
    return document;
  }

  /** Any of them; or none, where a server asks nobody who they are. */
  private static void security(ArrayNode security) {
    security.addObject().putArray("token");
    security.addObject().putArray("bearer");
    security.addObject().putArray("basic");
    security.addObject();
  }

  private static void schemes(ObjectNode schemes) {
    schemes
        .putObject("token")
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "X-Auth-Token")
        .put("description", "A token of Keystone's, or of the server's token file.");
    schemes
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "The same tokens.");
    schemes
        .putObject("basic")
        .put("type", "http")
        .put("scheme", "basic")
        .put("description", "A name and password of the server's token file.");
  }

  /** What a controller says its operations belong to. */
  static String group(Class<?> controller) {
    Tag tag = controller.getAnnotation(Tag.class);
    if (tag == null) {
      throw new AssertionError(controller.getSimpleName() + " has no @Tag(name = …)");
    }
    return tag.name();
  }
}
