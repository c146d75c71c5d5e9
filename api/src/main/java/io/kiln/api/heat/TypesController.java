package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.TypeCatalog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The resource types there are, what each takes and gives, and a template to begin with. */
@RestController
@RequestMapping("/v1/{project}/resource_types")
final class TypesController {

  private final TypeCatalog types;

  TypesController(TypeCatalog types) {
    this.types = types;
  }

  /** Names, or names with descriptions. */
  record Listed(List<Object> resourceTypes) {}

  /** A name with its description. */
  record Described(String resourceType, String description) {}

  /** A type in full. */
  record One(
      String resourceType,
      Map<String, Object> properties,
      Map<String, Object> attributes,
      SupportStatus supportStatus,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description) {}

  /** Since when a type may be relied on; all of ours may. */
  record SupportStatus(
      String status,
      @Nullable String message,
      @Nullable String version,
      @Nullable String previousStatus) {

    static final SupportStatus SUPPORTED = new SupportStatus("SUPPORTED", null, null, null);
  }

  @GetMapping
  Listed list(HttpServletRequest request) {
    var query = new Query(request);
    boolean described = query.bool("with_description", false);
    Optional<NameFilter> filter = query.text("name").map(NameFilter::of);
    boolean none = query.text("support_status").filter(s -> !s.equals("SUPPORTED")).isPresent();
    return new Listed(
        types.types().stream()
            .filter(type -> !none && filter.map(wanted -> wanted.fits(type)).orElse(true))
            .map(type -> described ? described(type) : type)
            .toList());
  }

  private Object described(String type) {
    return new Described(type, types.find(type).map(ResourceSchema::description).orElse(""));
  }

  @GetMapping("/{type}")
  One show(@PathVariable String type, HttpServletRequest request) {
    ResourceSchema schema = find(type);
    boolean described = new Query(request).bool("with_description", false);
    return new One(
        schema.type(),
        SchemaView.properties(schema),
        SchemaView.attributes(schema),
        SupportStatus.SUPPORTED,
        described ? schema.description() : null);
  }

  @GetMapping("/{type}/template")
  Map<String, Object> template(@PathVariable String type, HttpServletRequest request) {
    ResourceSchema schema = find(type);
    String kind = new Query(request).text("template_type").orElse("cfn");
    return switch (kind) {
      case "hot" -> TemplateSkeleton.hot(schema);
      case "cfn" -> TemplateSkeleton.cfn(schema);
      default ->
          throw new BadInputException(
              "Unrecognized value \"%s\" for \"template_type\", acceptable values are: cfn, hot."
                  .formatted(kind));
    };
  }

  private ResourceSchema find(String type) {
    return types
        .find(type)
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.of(
                        404,
                        "EntityNotFound",
                        "The Resource Type (%s) could not be found.".formatted(type))));
  }
}
